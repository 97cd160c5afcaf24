namespace SchoolBackup.Bench;

/// <summary>What to measure, where, and how often.</summary>
/// <param name="Scale">Of the sample school; 1 is about 1.45 GB as SQL.</param>
/// <param name="Rounds">How often each command runs; the median counts.</param>
/// <param name="Work">Folder for the server and all output; on a disk, not in memory.</param>
/// <param name="Cli">Path of the published <c>schoolbackup</c>, or null to measure the peers alone.</param>
/// <param name="Module">Manifest of the built PowerShell module, or null where there is no pwsh.</param>
/// <param name="NewMydumper">Folder of the newest mydumper and myloader, or null to measure the system's alone.</param>
/// <param name="Report">The Markdown file to write.</param>
internal sealed record BenchOptions(double Scale, int Rounds, string Work, string? Cli, string? Module, string? NewMydumper, string Report);
