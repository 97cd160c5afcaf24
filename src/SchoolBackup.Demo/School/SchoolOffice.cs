using System.Text;

namespace SchoolBackup.Demo;

/// <summary>Messages to the parents, the library, settings and the audit log.</summary>
internal static class SchoolOffice
{
    private const int AuditRowsOfAStudent = 20;
    private static readonly DateTime FirstDay = new(2024, 4, 14, 8, 0, 0);
    private static readonly string[] Channels = ["sms", "email", "app"];

    public static IEnumerable<SchoolTable> Tables(SchoolSize size) =>
    [
        new("messages", (file, random) => Messages(file, random, size),
            "(id, student_id, teacher_id, channel, sent_at, subject, body, @delivered) SET delivered = @delivered + 0"),
        new("loans", (file, random) => Loans(file, random, size)),
        new("books", (file, random) => Books(file, random, size)),
        new("audit_log", (file, random) => Audit(file, random, size)),
        new("settings", (file, _) => Settings(file)),
    ];

    private static void Messages(TabFile file, SchoolRandom random, SchoolSize size)
    {
        var body = new StringBuilder();
        for (int id = 1; id <= size.Students * SchoolSize.MessagesToAStudent; id++)
        {
            body.Clear().Append("Dear parents,\n");
            for (int sentence = random.Between(1, 4); sentence > 0; sentence--)
                body.Append(random.Of(Words.Phrases)).Append(' ').Append(2081 + random.Below(2)).Append('-').Append(random.Between(1, 12))
                    .Append('-').Append(random.Between(1, 30)).Append("; ");
            if (random.Happens(15))
                body.Append(random.Of(Words.Emoji));
            file.Number(id).Number(1 + random.Below(size.Students));
            (random.Happens(10) ? file.Null() : file.Number(1 + random.Below(size.Teachers))).Text(random.Of(Channels))
                .Time(FirstDay.AddMilliseconds(id * 61_000L + random.Below(60_000)), "yyyy-MM-dd HH:mm:ss.fff")
                    .Text(random.Happens(60) ? random.Of(Words.Phrases) : null).Text(body.ToString())
                .Number(random.Happens(97) ? 1 : 0).EndRow();
        }
    }

    private static void Books(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Books; id++)
        {
            file.Number(id).Text(Invariant($"978{random.Below(1_000_000_000):0000000000}"))
                .Text(Invariant($"{random.Of(Words.BookWords)} {random.Of(Words.BookWords)} {random.Between(1, 12)}"))
                .Text($"{random.Of(Words.Boys)} {random.Of(Words.Families)}").Text(Invariant($"{(char)('A' + random.Below(20))}-{random.Between(1, 60)}")).Money(random.Between(10_000, 200_000)).EndRow();
        }
    }

    private static void Loans(TabFile file, SchoolRandom random, SchoolSize size)
    {
        int count = size.Students * SchoolSize.LoansOfAStudent;
        for (int id = 1; id <= count; id++)
        {
            DateOnly lent = DateOnly.FromDateTime(FirstDay).AddDays((int)(id * 600L / count));
            int days = random.Between(1, 40);
            file.Number(id).Number(1 + random.Below(size.Books)).Number(1 + random.Below(size.Students)).Date(lent).Date(lent.AddDays(14));
            (random.Happens(96) ? file.Date(lent.AddDays(days)) : file.Null()).Money(Math.Max(0, days - 14) * 500).EndRow();
        }
    }

    private static void Audit(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Students * AuditRowsOfAStudent; id++)
            file.Number(id).Time(FirstDay.AddSeconds(id * 700L)).Text(Invariant($"teacher{random.Between(1, size.Teachers)}@school.example")).Text(Invariant($"changed marks of {random.Between(1, size.Students)}; was '{random.Between(0, 99)}'")).EndRow();
    }

    private static void Settings(TabFile file)
    {
        file.Text("school.name").Text("""{"en": "Himalaya Secondary School", "ne": "हिमालय माध्यमिक विद्यालय 🏫"}""").EndRow();
        file.Text("school.logo").Text("""{"path": "C:\\erp\\logo.png", "note": "it's \"the\" logo"}""").EndRow();
        file.Text("sms.gateway").Text("""{"url": "https://sms.example/send", "rate": 1.10, "limit": 12345678901234567890}""").EndRow();
    }
}
