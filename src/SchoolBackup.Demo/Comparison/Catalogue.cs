namespace SchoolBackup.Demo;

/// <summary>What the information schema says of a database and the definitions alone do not, or say in other words.</summary>
internal static class Catalogue
{
    private static readonly (string Label, string Sql)[] OfBoth =
    [
        ("foreign key", "SELECT constraint_name, IF(unique_constraint_schema = constraint_schema, '', unique_constraint_schema), update_rule, delete_rule, table_name, referenced_table_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()"),
        ("partition", "SELECT table_name, partition_name, subpartition_name, partition_ordinal_position, subpartition_ordinal_position, partition_method, subpartition_method, partition_expression, subpartition_expression, partition_description, partition_comment FROM information_schema.partitions WHERE table_schema = DATABASE() AND partition_name IS NOT NULL"),
        ("trigger", "SELECT event_object_table, event_manipulation, action_timing, action_order, trigger_name, sql_mode, definer, character_set_client, collation_connection, database_collation FROM information_schema.triggers WHERE trigger_schema = DATABASE()"),
        ("routine", "SELECT routine_type, routine_name, dtd_identifier, is_deterministic, sql_data_access, security_type, sql_mode, routine_comment, definer, character_set_client, collation_connection, database_collation FROM information_schema.routines WHERE routine_schema = DATABASE()"),
        ("parameter", "SELECT routine_type, specific_name, ordinal_position, parameter_mode, parameter_name, dtd_identifier, collation_name FROM information_schema.parameters WHERE specific_schema = DATABASE()"),
        ("event", "SELECT event_name, definer, time_zone, event_type, execute_at, interval_value, interval_field, sql_mode, starts, ends, status, on_completion, event_comment, character_set_client, collation_connection, database_collation FROM information_schema.events WHERE event_schema = DATABASE()"),
    ];

    /// <seealso href="https://mariadb.com/kb/en/information-schema-tables/"/>
    private static readonly (string Label, string Sql)[] OfMariaDb =
    [
        ("database", "SELECT default_character_set_name, default_collation_name, schema_comment FROM information_schema.schemata WHERE schema_name = DATABASE()"),
        ("object", "SELECT table_name, table_type, engine, row_format, table_collation, REPLACE(create_options, 'page_checksum=1 ', ''), IF(table_type = 'VIEW', '', table_comment), auto_increment FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type NOT LIKE '%VIEW'"),
        ("column", "SELECT c.table_name, column_name, ordinal_position, column_type, is_nullable, column_default, character_set_name, collation_name, column_key, extra, is_generated, generation_expression, column_comment FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name COLLATE utf8mb3_bin WHERE c.table_schema = DATABASE() AND table_type NOT LIKE '%VIEW'"),
        ("key", "SELECT table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part, index_type, index_comment, ignored FROM information_schema.statistics WHERE table_schema = DATABASE()"),
        ("check", "SELECT table_name, constraint_name, level, check_clause FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()"),
        ("view", "SELECT table_name, check_option, definer, security_type, character_set_client, collation_connection, algorithm FROM information_schema.views WHERE table_schema = DATABASE()"),
    ];

    /// <seealso href="https://dev.mysql.com/doc/refman/9.7/en/information-schema.html"/>
    private static readonly (string Label, string Sql)[] OfMySql =
    [
        (
            "database",
            "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name = DATABASE()"),
        ("object", "SELECT table_name, table_type, engine, row_format, table_collation, create_options, table_comment, auto_increment FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type <> 'VIEW'"),
        ("column", "SELECT c.table_name, column_name, ordinal_position, column_type, is_nullable, column_default, character_set_name, collation_name, column_key, extra, generation_expression, column_comment, srs_id FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name COLLATE utf8mb3_bin WHERE c.table_schema = DATABASE() AND table_type <> 'VIEW'"),
        ("key", "SELECT table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part, index_type, index_comment, is_visible, expression FROM information_schema.statistics WHERE table_schema = DATABASE()"),
        ("check", "SELECT table_name, constraint_name, enforced, check_clause FROM information_schema.check_constraints JOIN information_schema.table_constraints USING (constraint_schema, constraint_name) WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK'"),
        ("view", "SELECT table_name, check_option, definer, security_type, character_set_client, collation_connection FROM information_schema.views WHERE table_schema = DATABASE()"),
    ];

    public static IEnumerable<string> Describe(MariaDbClient client, string database)
    {
        var questions = new AnswerReader(client, database);
        foreach ((string label, string sql) in OfBoth.Concat(client.IsMySql ? OfMySql : OfMariaDb))
            questions.Ask(label, sql);
        return questions.Read().Select(
            answer => $"{answer.Label} {string.Join(" | ", answer.Fields.Select(field => DefinitionText.OnOneLine(field, database)))}");
    }
}
