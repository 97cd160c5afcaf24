namespace SchoolBackup.Cli.Terminal;

/// <summary>Somebody was asked, and did not want to go on.</summary>
internal sealed class DeclinedException() : Exception("nothing was changed");
