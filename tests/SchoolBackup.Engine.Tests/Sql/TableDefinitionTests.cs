using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class TableDefinitionTests
{
    // As MySQL 8.0 prints it: conditional comments, functional and invisible keys.
    private const string MySql8 = """
        CREATE TABLE `marks` (
          `id` bigint unsigned NOT NULL AUTO_INCREMENT /*!80023 INVISIBLE */,
          `pupil` int NOT NULL COMMENT 'KEY `x` (`y`), ) it''s',
          `a,b` json DEFAULT (json_array(_utf8mb4'DEFAULT nextval(x)')),
          `kind` enum('a)','PRIMARY KEY','b''') DEFAULT NULL,
          `total` int GENERATED ALWAYS AS ((`pupil` + 1)) VIRTUAL,
          PRIMARY KEY (`id`),
          UNIQUE KEY `u``q` (`pupil`,`kind`),
          KEY `lower` ((lower(`kind`))),
          KEY `hidden` (`kind`(10) DESC) USING BTREE /*!80000 INVISIBLE */,
          FULLTEXT KEY `words` (`kind`) /*!50100 WITH PARSER `ngram` */ ,
          SPATIAL KEY `place` (`place`),
          CONSTRAINT `f, (1)` FOREIGN KEY (`pupil`) REFERENCES `other`.`pup``ils` (`id`) ON DELETE CASCADE,
          CONSTRAINT `c` CHECK ((`pupil` > 0)) /*!80016 NOT ENFORCED */
        ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COMMENT='ENGINE=MyISAM PARTITION BY'
        """;

    [Fact]
    public void Items_are_told_apart_by_brackets_and_not_by_lines()
    {
        TableDefinition table = Parse(MySql8);
        Assert.Equal(
            [
                (TableItemKind.Column, "id"), (TableItemKind.Column, "pupil"), (TableItemKind.Column, "a,b"), (TableItemKind.Column, "kind"),
                (TableItemKind.Column, "total"), (TableItemKind.PrimaryKey, ""), (TableItemKind.UniqueKey, "u`q"), (TableItemKind.Key, "lower"),
                (TableItemKind.Key, "hidden"), (TableItemKind.FullTextKey, "words"), (TableItemKind.SpatialKey, "place"),
                (TableItemKind.ForeignKey, "f, (1)"), (TableItemKind.Check, "c"),
            ],
            table.Items.Select(item => (item.Kind, item.Name)));
        Assert.Equal("`id` bigint unsigned NOT NULL AUTO_INCREMENT /*!80023 INVISIBLE */", SqlTexts.Text(table.Items[0].Text.Span));
        Assert.Equal(("marks", "InnoDB", 17ul, "id"), (table.Name, table.Engine, table.AutoIncrement, table.AutoIncrementColumn));
        Assert.Equal([new ObjectReference("other", "pup`ils")], table.ReferencedTables);
        Assert.Empty(table.DefaultsThatUseSequences);
    }

    /// <summary>MySQL refuses to add two full-text keys by one statement (error 1795).</summary>
    [Fact]
    public void Of_several_full_text_keys_the_youngest_alone_is_deferred() => Assert.Equal(
        ["ADD FULLTEXT KEY `b` (`t`,`u`)"],
        Parse("CREATE TABLE `w` (\n  `t` text,\n  `u` text,\n  FULLTEXT KEY `a` (`t`),\n  FULLTEXT KEY `b` (`t`,`u`)\n) ENGINE=InnoDB").DeferredKeys.Select(key => SqlTexts.Text(key)));

    [Fact]
    public void Deferred_are_all_keys_but_the_primary_one()
    {
        TableDefinition table = Parse(MySql8);
        Assert.Equal(
            [
                "ADD UNIQUE KEY `u``q` (`pupil`,`kind`)", "ADD KEY `lower` ((lower(`kind`)))",
                "ADD KEY `hidden` (`kind`(10) DESC) USING BTREE /*!80000 INVISIBLE */",
                "ADD FULLTEXT KEY `words` (`kind`) /*!50100 WITH PARSER `ngram` */", "ADD SPATIAL KEY `place` (`place`)",
            ],
            table.DeferredKeys.Select(key => SqlTexts.Text(key)));
        Assert.Equal(["ADD CONSTRAINT `f, (1)` FOREIGN KEY (`pupil`) REFERENCES `other`.`pup``ils` (`id`) ON DELETE CASCADE"],
            table.DeferredForeignKeys.Select(key => SqlTexts.Text(key)));
        Assert.EndsWith("""
              PRIMARY KEY (`id`),
              CONSTRAINT `c` CHECK ((`pupil` > 0)) /*!80016 NOT ENFORCED */
            ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COMMENT='ENGINE=MyISAM PARTITION BY'
            """, SqlTexts.Text(table.WithoutSecondaryKeys), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`a` int, KEY `k` (`a`)", "ENGINE=MyISAM", "")]
    [InlineData("`a` int, KEY `k` (`a`)", "ENGINE=InnoDB WITH SYSTEM VERSIONING", "")]
    [InlineData("`a` int WITH SYSTEM VERSIONING, KEY `k` (`a`)", "ENGINE=InnoDB", "")]
    [InlineData("`a` int WITHOUT SYSTEM VERSIONING, KEY `k` (`a`)", "ENGINE=InnoDB", "k")]
    [InlineData("`a` int, UNIQUE KEY `u` (`a`), KEY `k` (`a`)", "ENGINE=InnoDB", "k")]
    [InlineData("`a` int, PRIMARY KEY (`a`), UNIQUE KEY `u` (`a`), KEY `k` (`a`)", "ENGINE=InnoDB", "u k")]
    [InlineData("`a` int, PRIMARY KEY (`a`), UNIQUE KEY `u` (`a`), KEY `k` (`a`)", "ENGINE=InnoDB\n PARTITION BY HASH (`a`)", "k")]
    [InlineData("`a` int, PRIMARY KEY (`a`), UNIQUE KEY `u` (`a`), KEY `k` (`a`)", "ENGINE=InnoDB\n/*!50100 PARTITION BY HASH (`a`) */", "k")]
    [InlineData("`a` int, PRIMARY KEY (`a`), UNIQUE KEY `u` (`a`,`p` WITHOUT OVERLAPS), KEY `k` (`a`)", "ENGINE=InnoDB", "k")]
    [InlineData("`a` int, `n` int AUTO_INCREMENT, PRIMARY KEY (`a`,`n`), KEY `n` (`n`), KEY `k` (`a`)", "ENGINE=InnoDB", "k")]
    [InlineData("`a` int, `n` int AUTO_INCREMENT, PRIMARY KEY (`a`,`n`), KEY `k` (`a`), KEY `n` (`n`), FULLTEXT KEY `f` (`x`)", "ENGINE=InnoDB", "f")]
    [InlineData("`n` int AUTO_INCREMENT, PRIMARY KEY (`n`), KEY `n` (`n`), KEY `k` (`a`)", "ENGINE=InnoDB", "n k")]
    [InlineData("`n` int, PRIMARY KEY (`n`), VECTOR KEY `v` (`x`), KEY `k` (`a`)", "ENGINE=InnoDB", "k")]
    public void Keys_that_the_table_needs_while_it_is_loaded_stay(string items, string options, string deferred)
    {
        TableDefinition table = Parse($"CREATE TABLE `t` (\n  {items}\n) {options}");
        HashSet<string> added = [.. table.DeferredKeys.Select(key => SqlTexts.Text(key))];
        Assert.Equal(deferred.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            table.Items.Where(item => added.Contains("ADD " + SqlTexts.Text(item.Text.Span))).Select(item => item.Name));
        Assert.Equal(deferred.Length == 0, table.WithoutSecondaryKeys.AsSpan().SequenceEqual(table.Text.Span));
    }

    [Fact]
    public void Options_and_partitions_are_apart()
    {
        TableDefinition table = Parse("CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB COMMENT='x'\n/*!50100 PARTITION BY HASH (`a`)\nPARTITIONS 4 */");
        Assert.Equal("ENGINE=InnoDB COMMENT='x'", SqlTexts.Text(table.Options.Span));
        Assert.Equal("/*!50100 PARTITION BY HASH (`a`)\nPARTITIONS 4 */", SqlTexts.Text(table.Partitioning.Span));
    }

    [Fact]
    public void Names_without_quotes_are_read_too()
    {
        TableDefinition table = Parse("CREATE TABLE db.t (\n  vector int,\n  period date,\n  PRIMARY KEY (vector),\n  CONSTRAINT FOREIGN KEY (vector) REFERENCES x (y)\n) ENGINE=InnoDB");
        Assert.Equal("t", table.Name);
        Assert.Equal(["vector", "period"], table.Columns.Select(column => column.Name));
        Assert.Equal([new ObjectReference(null, "x")], table.ReferencedTables);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE VIEW `v` AS SELECT 1")]
    [InlineData("CREATE TABLE `t`")]
    [InlineData("CREATE TABLE `t` (`a` int")]
    [InlineData("CREATE TABLE `t` ()")]
    [InlineData("CREATE TABLE `t` (`a` int, FOREIGN KEY (`a`)) ENGINE=InnoDB")]
    public void What_is_no_table_definition_is_an_error(string text) =>
        Assert.Equal(BackupError.ObjectUnreadable, Assert.Throws<BackupException>(() => Parse(text)).Code);

    private static TableDefinition Parse(string text) => TableDefinition.Parse(SqlTexts.Utf8(text));
}
