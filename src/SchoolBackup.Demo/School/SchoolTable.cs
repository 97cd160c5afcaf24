namespace SchoolBackup.Demo;

/// <summary>A table of the sample school and how its rows are made.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Write">Writes all rows; gets numbers that no other table gets.</param>
/// <param name="Columns">The columns that the rows have, in parentheses, or empty for all.</param>
/// <param name="CharacterSet">What the rows are written in.</param>
internal sealed record SchoolTable(string Name, Action<TabFile, SchoolRandom> Write, string Columns = "", string CharacterSet = "utf8mb4");
