namespace SchoolBackup.Demo;

/// <summary>Subjects, the timetable, attendance, exams and marks: most of a school's rows.</summary>
internal static class SchoolLessons
{
    private const int Periods = 7;
    private static readonly DateTime FirstDay = new(2024, 4, 14);
    private static readonly string[] Devices = ["gate-1", "gate-2", "tablet-7", "teacher"];
    private static readonly string[] Terms = ["First Terminal", "Second Terminal", "Third Terminal", "Final Examination"];

    public static IEnumerable<SchoolTable> Tables(SchoolSize size) =>
    [
        new("attendance", (file, random) => Attendance(file, random, size)),
        new("marks", (file, random) => Marks(file, random, size)),
        new("subjects", (file, _) => Subjects(file)),
        new("exams", (file, _) => Exams(file)),
        new("timetable", (file, random) => Timetable(file, random, size)),
    ];

    private static void Subjects(TabFile file)
    {
        for (int id = 1; id <= Words.Subjects.Length; id++)
            file.Number(id).Text(Invariant($"S-{id:000}")).Text(Words.Subjects[id - 1]).Text(Words.SubjectsNe[id - 1]).Number(100)
                .Text(id % 3 == 0 ? "3.2" : "4").EndRow();
    }

    private static void Exams(TabFile file)
    {
        for (int id = 1; id <= SchoolSize.Years * SchoolSize.ExamsAYear; id++)
        {
            int term = (id - 1) % SchoolSize.ExamsAYear;
            file.Number(id).Number(1 + (id - 1) / SchoolSize.ExamsAYear).Text(Terms[term]).Date(ExamDay(id))
                .Text(term == 3 ? "0.400" : "0.200").EndRow();
        }
    }

    private static DateOnly ExamDay(int exam) => DateOnly.FromDateTime(FirstDay).AddYears(-SchoolSize.Years).AddDays(exam * 91);

    private static void Timetable(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int section = 1; section <= size.Sections; section++)
        {
            for (int lesson = 0; lesson < 6 * Periods; lesson++)
            {
                int period = 1 + lesson % Periods;
                file.Number(section).Number(1 + lesson / Periods).Number(period).Number(1 + random.Below(Words.Subjects.Length))
                    .Number(1 + random.Below(size.Teachers))
                    .Time(FirstDay.AddMinutes(600 + 45 * period), "HH:mm:ss").EndRow();
            }
        }
    }

    // Day after day, as a school writes it: the key by student is filled in an order that is not its own.
    private static void Attendance(TabFile file, SchoolRandom random, SchoolSize size)
    {
        long id = 0;
        DateTime day = FirstDay;
        for (int n = 0; n < SchoolSize.Days; n++, day = day.AddDays(day.DayOfWeek == DayOfWeek.Friday ? 2 : 1))
        {
            for (int student = 1; student <= size.Students; student++)
            {
                int section = size.SectionOf(student);
                int luck = random.Below(100);
                file.Number(++id).Number(student).Number(section).Date(DateOnly.FromDateTime(day))
                    .Text(luck < 88 ? "present" : luck < 94 ? "absent" : luck < 98 ? "late" : "excused")
                    .Number(1 + section % size.Teachers).Time(day.AddSeconds(36_000 + random.Below(1800)))
                        .Text(section % 9 == 0 ? null : Devices[section % Devices.Length]);
                (luck < 90 ? file.Null() : file.Text(random.Of(Words.AbsenceRemarks))).EndRow();
            }
        }
    }

    private static void Marks(TabFile file, SchoolRandom random, SchoolSize size)
    {
        const int exams = SchoolSize.Years * SchoolSize.ExamsAYear;
        const int examsWithOneMore = SchoolSize.MarksOfAStudent % exams;
        long id = 0;
        for (int exam = 1; exam <= exams; exam++)
        {
            DateTime day = ExamDay(exam).ToDateTime(default).AddDays(14);
            int subjects = SchoolSize.MarksOfAStudent / exams + (exam <= examsWithOneMore ? 1 : 0);
            for (int student = 1; student <= size.Students; student++)
            {
                for (int subject = 1; subject <= subjects; subject++)
                {
                    int theory = random.Between(1000, 7500);
                    int practical = random.Between(500, 2500);
                    int hundredths = theory + practical;
                    file.Number(++id).Number(exam).Number(student).Number(subject);
                    (random.Happens(2) ? file.Null() : file.Money(theory)).Money(practical).Text(Grade(hundredths)).Money(hundredths / 25);
                    (random.Happens(30) ? file.Text(random.Of(Words.MarkRemarks)) : file.Null()).Number(1 + random.Below(size.Teachers))
                        .Time(day.AddSeconds(random.Below(500_000))).EndRow();
                }
            }
        }
    }

    private static string Grade(int hundredths) =>
        hundredths switch { >= 9000 => "A+", >= 8000 => "A", >= 7000 => "B+", >= 6000 => "B", >= 5000 => "C+", >= 4000 => "C", _ => "NG" };
}
