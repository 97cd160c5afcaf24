namespace SchoolBackup.Demo;

/// <summary>Invoices, their lines and payments. Each table makes an invoice anew from its number, so that all three agree.</summary>
internal static class SchoolFees
{
    private const ulong Seed = 0x5EE5;
    private static readonly DateOnly FirstMonth = new(2022, 4, 14);
    private static readonly string[] Methods = ["cash", "cheque", "esewa", "khalti", "bank"];

    public static IEnumerable<SchoolTable> Tables(SchoolSize size) =>
    [
        new(
            "invoices",
            (file, random) => Invoices(file, random, size),
            "(id, invoice_no, student_id, year_id, issued_on, due_on, total, paid, note)"),
        new("invoice_lines", (file, _) => Lines(file, size)),
        new("payments", (file, random) => Payments(file, random, size)),
        new("fee_heads", (file, _) => Heads(file)),
    ];

    private static int Count(SchoolSize size) => size.Students * SchoolSize.InvoicesOfAStudent;

    private static DateOnly Issued(int invoice, SchoolSize size) => FirstMonth.AddMonths((invoice - 1) / size.Students);

    private static void Heads(TabFile file)
    {
        for (int id = 1; id <= Words.FeeHeads.Length; id++)
            file.Number(id).Text(Words.FeeHeads[id - 1]).Text(Words.FeeHeadsNe[id - 1]).Number(id % 2).EndRow();
    }

    private static void Invoices(TabFile file, SchoolRandom random, SchoolSize size)
    {
        for (int id = 1; id <= Count(size); id++)
        {
            Invoice invoice = Invoice.Make(id);
            DateOnly issued = Issued(id, size);
            file.Number(id).Text(Invariant($"INV-{id:0000000000}")).Number(1 + (id - 1) % size.Students)
                .Number(1 + Math.Min(SchoolSize.Years - 1, 2 + (issued.DayNumber - FirstMonth.DayNumber) / 365))
                .Date(issued).Date(issued.AddDays(30)).Money(invoice.Total).Money(invoice.Paid)
                    .Text(random.Happens(4) ? Invariant($"instalment {random.Between(1, 3)}; {random.Of(Words.Phrases)}") : null).EndRow();
        }
    }

    private static void Lines(TabFile file, SchoolSize size)
    {
        for (int id = 1; id <= Count(size); id++)
        {
            Invoice invoice = Invoice.Make(id);
            for (int line = 1; line <= invoice.Lines; line++)
                file.Number(id).Number(line).Number(1 + (id + line) % Words.FeeHeads.Length).Money(invoice.Amount(line)).Money(0).EndRow();
        }
    }

    private static void Payments(TabFile file, SchoolRandom random, SchoolSize size)
    {
        int receipt = 0;
        for (int id = 1; id <= Count(size); id++)
        {
            Invoice invoice = Invoice.Make(id);
            if (invoice.Paid == 0)
                continue;
            string method = random.Of(Methods);
            DateTime paid = Issued(id, size).ToDateTime(default).AddSeconds(random.Below(3_000_000));
            file.Number(++receipt).Number(id).Number(1_000_000 + receipt).Time(paid).Money(invoice.Paid).Text(method)
                .Text(method == "cash" ? null : Invariant($"{method.ToUpperInvariant()}/{random.Below(1_000_000_000):000000000}")).EndRow();
        }
    }

    private readonly record struct Invoice(int Lines, int Base, bool IsPaid)
    {
        public long Total => Enumerable.Range(1, Lines).Sum(Amount);

        public long Paid => IsPaid ? Total : 0;

        public static Invoice Make(int id)
        {
            var random = new SchoolRandom(Seed + (ulong)id);
            return new Invoice(random.Between(2, 4), random.Between(500, 4000), random.Happens(93));
        }

        /// <summary>In hundredths.</summary>
        public long Amount(int line) => Base * 100L / line;
    }
}
