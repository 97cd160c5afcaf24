namespace SchoolBackup.Demo;

/// <summary>Teachers, students, their families and photos, and who is in which class.</summary>
internal static class SchoolPeople
{
    private static readonly DateOnly FirstBirthday = new(2006, 1, 1);
    private static readonly DateOnly FirstDay = new(2020, 4, 13);
    private static readonly string[] BloodGroups = ["A+", "A-", "B+", "B-", "O+", "O-", "AB+", "AB-"];

    public static IEnumerable<SchoolTable> Tables(SchoolSize size) =>
    [
        new("academic_years", (file, _) => Years(file)),
        new("teachers", (file, random) => Teachers(file, random, size)),
        new("classes", (file, _) => Classes(file)),
        new("sections", (file, random) => Sections(file, random, size)),
        new("students", (file, random) => Students(file, random, size),
            "(id, admission_no, first_name, last_name, name_ne, gender, birth_date, blood_group, address, phone, email, needs, note, status, created_at, updated_at)"),
        new("guardians", (file, random) => Guardians(file, random, size)),
        new("student_photos", (file, random) => Photos(file, random, size), CharacterSet: "binary"),
        new("enrolments", (file, _) => Enrolments(file, size)),
    ];

    private static void Years(TabFile file)
    {
        string digits = "०१२३४५६७८९";
        for (int year = 1; year <= SchoolSize.Years; year++)
        {
            int bs = 2076 + year;
            string name = string.Concat(Invariant($"{bs}").Select(digit => digits[digit - '0']));
            file.Number(year).Text(Invariant($"{bs}")).Text($"वि.सं. {name}").Date(FirstDay.AddYears(year - 1))
                .Date(FirstDay.AddYears(year).AddDays(-1)).Number(year == SchoolSize.Years ? 1 : 0).EndRow();
        }
    }

    private static void Teachers(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Teachers; id++)
        {
            Person person = Person.Next(ref random);
            file.Number(id).Text(Invariant($"T{id:0000000}")).Text(person.First).Text(person.Last).Text(person.Nepali)
                .Text(Invariant($"{person.Mailbox}{id}@school.example")).Text(Phone(ref random))
                .Date(FirstDay.AddDays(-random.Below(7000))).Money(random.Between(2_500_000, 9_000_000))
                    .Text(random.Happens(20) ? "marks,library" : "marks").Number(random.Happens(95) ? 1 : 0).EndRow();
        }
    }

    private static void Classes(TabFile file)
    {
        for (int level = 1; level <= SchoolSize.Classes; level++)
            file.Number(level).Text(Invariant($"Class {level}")).Text(Invariant($"कक्षा {level}")).Number(level).EndRow();
    }

    private static void Sections(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Sections; id++)
            file.Number(id).Number(1 + (id - 1) / size.SectionsOfAClass).Text($"{(char)('A' + (id - 1) % size.SectionsOfAClass)}")
                .Number(1 + random.Below(size.Teachers)).Text(Invariant($"Room {100 + id}")).EndRow();
    }

    private static void Students(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Students; id++)
        {
            Person person = Person.Next(ref random);
            file.Number(id).Text(Invariant($"A{id:000000000}")).Text(person.First).Text(person.Last).Text(person.Nepali)
                .Text(person.IsGirl ? "female" : "male").Date(FirstBirthday.AddDays(random.Below(4500)))
                .Text(random.Happens(70) ? random.Of(BloodGroups) : null)
                    .Text(Invariant($"Ward {random.Between(1, 32)}, {random.Of(Words.Places)}")).Text(Phone(ref random))
                .Text(random.Happens(30) ? Invariant($"{person.Mailbox}.{id}@student.example") : null)
                .Text(random.Happens(10) ? Invariant($$"""{"diet": "{{(random.Happens(50) ? "vegetarian" : "no nuts")}}", "bus": {{random.Between(1, 20)}}, "weight": {{random.Between(20, 60)}}.50}""") : null)
                .Text(random.Happens(5) ? $"Scholarship;\n{random.Of(Words.MarkRemarks)} \\ {random.Of(Words.Emoji)}" : null)
                    .Text(random.Happens(90) ? "active" : "left")
                .Time(FirstDay.ToDateTime(default).AddSeconds(random.Below(150_000_000))).Null().EndRow();
        }
    }

    private static void Guardians(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= size.Students * 2; id++)
        {
            Person person = Person.Next(ref random);
            file.Number(id).Number((id + 1) / 2).Text(random.Happens(8) ? "other" : id % 2 == 0 ? "mother" : "father")
                .Text($"{person.First} {person.Last}").Text(person.Nepali)
                .Text(random.Happens(80) ? random.Of(Words.Occupations) : null).Text(Phone(ref random))
                    .Text(random.Happens(25) ? Invariant($"{person.Mailbox}{id}@mail.example") : null).EndRow();
        }
    }

    // A JPEG's first bytes, and then what no compression makes smaller.
    private static void Photos(TabFile file, SchoolRandom random, SchoolSize size)
    {
        ReadOnlySpan<byte> head = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01];
        var photo = new byte[2 * SchoolSize.AveragePhotoBytes];
        head.CopyTo(photo);
        for (int student = 1; student <= size.Students; student++)
        {
            int length = random.Between(SchoolSize.AveragePhotoBytes / 2, SchoolSize.AveragePhotoBytes * 3 / 2);
            random.Fill(photo.AsSpan(head.Length, length - head.Length));
            file.Number(student).Text("image/jpeg").Date(FirstDay.AddDays(random.Below(2000))).Bytes(photo.AsSpan(0, length)).EndRow();
        }
    }

    private static void Enrolments(TabFile file, SchoolSize size)
    {
        int id = 0;
        for (int year = 1; year <= SchoolSize.Years; year++)
        {
            for (int student = 1; student <= size.Students; student++)
                file.Number(++id).Number(student).Number(size.SectionOf(student)).Number(year).Number(1 + (student - 1) / size.Sections)
                    .EndRow();
        }
    }

    private static string Phone(ref SchoolRandom random) => Invariant($"+977-98{random.Below(100_000_000):00000000}");

    private readonly record struct Person(string First, string Last, string Nepali, bool IsGirl)
    {
        public string Mailbox => $"{First}.{Last}".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal);

        public static Person Next(ref SchoolRandom random)
        {
            bool isGirl = random.Happens(50);
            int first = random.Below(Words.Girls.Length);
            int last = random.Below(Words.Families.Length);
            string nepali = (isGirl ? Words.GirlsNe : Words.BoysNe)[first] + " " + Words.FamiliesNe[last];
            return new Person((isGirl ? Words.Girls : Words.Boys)[first], Words.Families[last], nepali, isGirl);
        }
    }
}
