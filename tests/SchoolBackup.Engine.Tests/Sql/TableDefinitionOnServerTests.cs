using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>Tables created bare and completed afterwards are the tables that they were.</summary>
[Trait("Needs", "server"), Trait("Server", "mariadb")]
public sealed class TableDefinitionOnServerTests(MariaDbServer server)
{
    public static TheoryData<string> Tables =>
    [
        "(`id` int AUTO_INCREMENT PRIMARY KEY, a int, b varchar(50), c text, KEY z (a), KEY y (b,a), UNIQUE KEY x (b), FULLTEXT KEY w (c), UNIQUE KEY v (a,id), KEY k (c(10)))",
        "(id int NOT NULL, n int AUTO_INCREMENT, PRIMARY KEY (id, n), KEY a (id), KEY b (n), KEY c (id, n))",
        "(id int NOT NULL, n int AUTO_INCREMENT, a int, PRIMARY KEY (id), KEY a (a), UNIQUE KEY u1 (a), UNIQUE KEY u2 (n), UNIQUE KEY u3 (n, a))",
        "(a int NOT NULL, b int, UNIQUE KEY u2 (b), UNIQUE KEY u1 (a), KEY k (b))",
        "(a int, b int, KEY k2 (b), KEY k1 (a))",
        "(a int PRIMARY KEY, b int, p int, KEY fk_b (b), CONSTRAINT `z``z` FOREIGN KEY (b) REFERENCES parent (id) ON DELETE CASCADE, CONSTRAINT `a a` FOREIGN KEY (p) REFERENCES parent (id))",
        "(a int PRIMARY KEY, b int, CONSTRAINT self FOREIGN KEY (b) REFERENCES `t,1` (a), CONSTRAINT c CHECK (b > 0 and 'x,)' <> ')'))",
        "(a int PRIMARY KEY, b text, c text, FULLTEXT KEY z (b), FULLTEXT KEY y (c), FULLTEXT KEY x (b, c), KEY k (a))",
        "(a int PRIMARY KEY, g point NOT NULL, SPATIAL KEY g (g), KEY k (a))",
        "(a int PRIMARY KEY, b longtext, d int GENERATED ALWAYS AS (a + 1) VIRTUAL, e int INVISIBLE DEFAULT 5, UNIQUE KEY h (b), UNIQUE KEY i (a), KEY d (d) COMMENT 'it''s, (', KEY e (e DESC) IGNORED)",
        "(a int, b int, PRIMARY KEY (a), UNIQUE KEY u (a, b), KEY k (b)) PARTITION BY HASH (a) PARTITIONS 3",
        "(a int PRIMARY KEY, b int, KEY k (b)) WITH SYSTEM VERSIONING",
        "(a int PRIMARY KEY, b int, KEY k (b)) ENGINE=MyISAM COMMENT='ENGINE=InnoDB'",
        "(a int PRIMARY KEY, b int, s date, e date, PERIOD FOR app (s, e), UNIQUE KEY u (b, app WITHOUT OVERLAPS), UNIQUE KEY w (b, s), KEY k (b))",
        "(a int PRIMARY KEY DEFAULT nextval(`s``q`), b bigint DEFAULT (nextval(s2) + 1) COMMENT 'x', c varchar(99) NOT NULL DEFAULT concat('nextval(', lastval(s2), nextval(`s``q`)), KEY k (b))",
    ];

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_made_in_steps_is_the_table_that_it_was(string definition)
    {
        string database = NewDatabase();
        server.Run($"CREATE TABLE `t,1` {definition}", database);
        string original = Show(database);
        TableDefinition table = TableDefinition.Parse(SqlTexts.Utf8(original));

        server.Run("SET foreign_key_checks=0; DROP TABLE `t,1`", database);
        server.Run(SqlTexts.Text(table.Without(TableParts.DeferredKeys | TableParts.DeferredForeignKeys | TableParts.SequenceDefaults)), database);
        foreach (byte[] key in table.DeferredKeys.Concat(table.DeferredForeignKeys).Concat(table.DefaultsThatUseSequences.Select(column => column.AlterClause)))
            server.Run("ALTER TABLE `t,1` " + SqlTexts.Text(key), database);

        Assert.Equal(original, Show(database));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Keys_may_be_added_all_at_once(string definition)
    {
        string database = NewDatabase();
        server.Run($"CREATE TABLE `t,1` {definition}", database);
        string original = Show(database);
        TableDefinition table = TableDefinition.Parse(SqlTexts.Utf8(original));

        server.Run("SET foreign_key_checks=0; DROP TABLE `t,1`", database);
        server.Run(SqlTexts.Text(table.WithoutSecondaryKeys), database);
        string all = string.Join(", ", table.DeferredKeys.Concat(table.DeferredForeignKeys).Select(key => SqlTexts.Text(key)));
        if (all.Length > 0)
            server.Run("ALTER TABLE `t,1` " + all, database);

        Assert.Equal(original, Show(database));
    }

    [Fact]
    public void Sequences_in_defaults_are_named_with_their_schema()
    {
        string database = NewDatabase();
        server.Run("CREATE TABLE `t,1` (a int DEFAULT nextval(`s``q`), b int DEFAULT (1 + nextval(s2)))", database);
        TableDefinition table = TableDefinition.Parse(SqlTexts.Utf8(Show(database)));
        Assert.Equal([("a", new ObjectReference(database, "s`q")), ("b", new ObjectReference(database, "s2"))],
            table.DefaultsThatUseSequences.Select(column => (column.Column, column.Sequences.Single())));
    }

    private string NewDatabase()
    {
        string database = server.NewDatabase();
        server.Run("CREATE TABLE parent (id int PRIMARY KEY); CREATE SEQUENCE `s``q`; CREATE SEQUENCE s2", database);
        return database;
    }

    private string Show(string database)
    {
        string row = server.Run("SHOW CREATE TABLE `t,1`", database);
        return row[(row.IndexOf('\t') + 1)..^1];
    }
}
