namespace SchoolBackup.Demo;

/// <summary>
/// How many of each a school of this scale has. At scale 1: 12,000 students, 6 million attendance rows, 3 million marks, 200 MB of photos;
/// about 1.45 GB as SQL.
/// </summary>
internal sealed record SchoolSize(double Scale)
{
    public const int Years = 6;
    public const int ExamsAYear = 4;
    public const int Days = 500;
    public const int MarksOfAStudent = 250;
    public const int InvoicesOfAStudent = 40;
    public const int MessagesToAStudent = 110;
    public const int LoansOfAStudent = 40;
    public const int AveragePhotoBytes = 16_700;
    public const int Classes = 12;

    public int Students => Math.Max(24, (int)Math.Round(12_000 * Scale));

    public int Teachers => Math.Max(12, Students / 25);

    public int SectionsOfAClass => Math.Max(1, Students / 480);

    public int Sections => Classes * SectionsOfAClass;

    public int Books => Math.Max(50, Students * 2);

    public int SectionOf(int student) => 1 + (student - 1) % Sections;
}
