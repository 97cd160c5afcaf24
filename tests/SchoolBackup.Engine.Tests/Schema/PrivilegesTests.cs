using SchoolBackup.Engine.Schema;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Schema;

/// <summary>Answers of SHOW GRANTS, as MariaDB 10.11 and MySQL 8 give them.</summary>
public sealed class PrivilegesTests
{
    [Fact]
    public void All_on_everything_is_every_privilege_everywhere()
    {
        Privileges root = Privileges.Parse(
        [
            "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19' WITH GRANT OPTION",
            "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
        ]);
        Assert.True(root.Globally("RELOAD"));
        Assert.True(root.On("school", "TRIGGER"));
        Assert.Empty(Blind(root));
    }

    [Theory]
    [InlineData("SUPER", "10.11.8-MariaDB", true)]
    [InlineData("SUPER", "11.8.2-MariaDB", false)]
    [InlineData("SET USER", "11.8.2-MariaDB", true)]
    [InlineData("SUPER", "8.4.0", true)]
    [InlineData("SET_ANY_DEFINER", "8.4.0", true)]
    [InlineData("RELOAD", "10.11.8-MariaDB", false)]
    public void Who_may_make_objects_in_others_names(string privilege, string server, bool expected) =>
        Assert.Equal(expected, Privileges.Parse([$"GRANT {privilege} ON *.* TO `a`@`%`"]).MaySetDefiners(MySql.ServerVersion.Parse(server)));

    [Fact]
    public void The_seeds_grant_misses_views_triggers_routines_and_events()
    {
        Privileges seeds = Privileges.Parse(["GRANT USAGE ON *.* TO `backup`@`%` IDENTIFIED BY PASSWORD '*24'", "GRANT SELECT, LOCK TABLES ON `school`.* TO `backup`@`%`"]);
        Assert.True(seeds.On("school", "SELECT"));
        Assert.True(seeds.On("school", "LOCK TABLES"));
        Assert.False(seeds.On("school2", "SELECT"));
        Assert.False(seeds.Globally("SELECT"));
        Assert.Equal(["SHOW VIEW", "TRIGGER", "SELECT on mysql.proc", "EVENT"], Blind(seeds));
    }

    [Theory]
    [InlineData("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `school`.* TO `b`@`%`", "GRANT SELECT ON `mysql`.`proc` TO `b`@`%`")]
    [InlineData("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `school`.* TO `b`@`%`", "GRANT SELECT ON `mysql`.* TO `b`@`%`")]
    [InlineData("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON *.* TO `b`@`%`", "GRANT USAGE ON *.* TO `b`@`%`")]
    [InlineData("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `school`.* TO `b`@`%`", "GRANT SHOW_ROUTINE ON *.* TO `b`@`%`")]
    [InlineData("GRANT ALL PRIVILEGES ON `school`.* TO `b`@`%`", "GRANT SELECT ON `mysql`.`proc` TO `b`@`%`")]
    public void Whoever_sees_everything_has_no_blind_spot(params string[] grants) => Assert.Empty(Blind(Privileges.Parse(grants)));

    [Fact]
    public void Everything_on_one_database_does_not_show_its_routines_before_there_is_a_privilege_for_that() =>
        Assert.Equal(["SELECT on mysql.proc"], Blind(Privileges.Parse(["GRANT ALL PRIVILEGES ON `school`.* TO `b`@`%`"])));

    [Theory]
    [InlineData("GRANT ALL PRIVILEGES ON `school`.* TO `b`@`%`")]
    [InlineData("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, SHOW CREATE ROUTINE ON `school`.* TO `b`@`%`")]
    public void Since_MariaDB_11_3_there_is_a_privilege_for_that(string grant) => Assert.Empty(Blind(Privileges.Parse([grant]), "11.4.2-MariaDB"));

    /// <summary>A database in a grant is a pattern of LIKE, with a backslash before what is meant literally.</summary>
    [Theory]
    [InlineData("`school`", "school", true)]
    [InlineData("`school`", "school2", false)]
    [InlineData("`school%`", "school", true)]
    [InlineData("`school%`", "school_2026", true)]
    [InlineData("`school%`", "myschool", false)]
    [InlineData("`school_2026`", "schoolX2026", true)]
    [InlineData(@"`school\_2026`", "school_2026", true)]
    [InlineData(@"`school\_2026`", "schoolX2026", false)]
    [InlineData(@"`school\_%`", "school_", true)]
    [InlineData(@"`school\_%`", "school", false)]
    [InlineData(@"`100\%`", "100%", true)]
    [InlineData(@"`100\%`", "1000", false)]
    [InlineData("`we``ird`", "we`ird", true)]
    [InlineData("`a.b`", "a.b", true)]
    [InlineData("`a b`", "a b", true)]
    [InlineData("`(school)+`", "(school)+", true)]
    [InlineData("`नेपाल`", "नेपाल", true)]
    public void Names_of_databases_are_patterns(string granted, string database, bool covers) =>
        Assert.Equal(covers, Privileges.Parse([$"GRANT SELECT ON {granted}.* TO `b`@`%`"]).On(database, "SELECT"));

    [Theory]
    [InlineData("GRANT SELECT ON `school`.`pupil` TO `b`@`%`")]
    [InlineData("GRANT SELECT (`id`, `name`) ON `school`.`pupil` TO `b`@`%`")]
    [InlineData("GRANT EXECUTE ON PROCEDURE `school`.`total` TO `b`@`%`")]
    [InlineData("GRANT `teacher` TO `b`@`%`")]
    [InlineData("GRANT `teacher`@`%`,`head`@`%` TO `b`@`%`")]
    [InlineData("SET DEFAULT ROLE `teacher` FOR `b`@`%`")]
    [InlineData("GRANT PROXY ON ''@'%' TO 'b'@'%'")]
    [InlineData("REVOKE SELECT ON `school`.* FROM `b`@`%`")]
    public void What_is_not_granted_on_the_whole_database_does_not_count(string grant) => Assert.False(Privileges.Parse([grant]).On("school", "SELECT"));

    [Fact]
    public void The_grants_of_an_active_role_count() =>
        Assert.True(Privileges.Parse(["GRANT `teacher` TO `b`@`%`", "GRANT USAGE ON *.* TO `b`@`%`", "GRANT USAGE ON *.* TO `teacher`", "GRANT SELECT ON `school`.* TO `teacher`"]).On("school", "SELECT"));

    [Fact]
    public void MySql_8_lists_static_and_dynamic_privileges_apart()
    {
        Privileges admin = Privileges.Parse(
        [
            "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, SHUTDOWN, PROCESS, FILE, REFERENCES, INDEX, ALTER, SHOW DATABASES, SUPER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER ON *.* TO `root`@`localhost` WITH GRANT OPTION",
            "GRANT APPLICATION_PASSWORD_ADMIN,BACKUP_ADMIN,FLUSH_TABLES,SET_ANY_DEFINER,SHOW_ROUTINE ON *.* TO `root`@`localhost` WITH GRANT OPTION",
        ]);
        Assert.True(admin.Globally("RELOAD"));
        Assert.True(admin.Globally("SET_ANY_DEFINER"));
        Assert.False(admin.Globally("ALL"));
        Assert.Empty(Blind(admin, "8.0.40"));
    }

    /// <summary>MySQL's partial_revokes takes a database out of a global grant.</summary>
    [Fact]
    public void What_is_revoked_from_one_database_is_not_granted_there()
    {
        Privileges partial = Privileges.Parse(["GRANT SELECT, TRIGGER ON *.* TO `b`@`%`", "REVOKE TRIGGER ON `school`.* FROM `b`@`%`"]);
        Assert.True(partial.On("school", "SELECT"));
        Assert.False(partial.On("school", "TRIGGER"));
        Assert.True(partial.On("library", "TRIGGER"));
    }

    private static string[] Blind(Privileges privileges, string version = "10.11.6-MariaDB") =>
        [.. privileges.BlindSpots("school", ServerVersion.Parse(version)).Select(spot => spot.Privilege)];
}
