namespace SchoolBackup.Help;

/// <summary>A page of the help that cannot be used as it is.</summary>
/// <param name="place">File and line, as compilers write it.</param>
/// <param name="fault">What is wrong there.</param>
internal sealed class HelpException(string place, string fault) : Exception($"{place}: error HELP: {fault}");
