namespace SchoolBackup.Cli.Tests;

/// <summary>The answers of the backup API that schools have scripts for, as its documentation shows them.</summary>
internal static class ExampleDocuments
{
    public const string Create = """
        {
          "success": true,
          "message": "Backup created successfully",
          "data": {
            "filename": "backup_2024-01-15T02-00-00.sql.gz",
            "path": "/path/to/backups/backup_2024-01-15T02-00-00.sql.gz",
            "size": 1048576,
            "duration": 5432
          }
        }
        """;

    public const string List = """
        {
          "success": true,
          "data": [
            {
              "filename": "backup_2024-01-15T02-00-00.sql.gz",
              "timestamp": "2024-01-15T02:00:00.000Z",
              "size": 1048576,
              "compressed": true,
              "location": "both"
            }
          ],
          "meta": {
            "total": 1
          }
        }
        """;

    public const string Restore = """
        {
          "success": true,
          "message": "Database restored successfully",
          "data": {
            "restoredTables": 0,
            "duration": 8765
          }
        }
        """;

    public const string Verify = """
        {
          "success": true,
          "data": {
            "filename": "backup_2024-01-15T02-00-00.sql.gz",
            "valid": true
          }
        }
        """;

    public const string Cleanup = """
        {
          "success": true,
          "message": "Old backups cleaned up successfully",
          "data": {
            "deletedCount": 5
          }
        }
        """;

    public const string Config = """
        {
          "success": true,
          "data": {
            "enabled": true,
            "schedule": "0 2 * * *",
            "retentionDays": 30,
            "backupPath": "./backups",
            "externalStoragePath": "/mnt/backup",
            "compressionEnabled": true,
            "jobStatus": {
              "running": true,
              "schedule": "0 2 * * *"
            }
          }
        }
        """;

    public const string Failure = """
        { "success": false, "error": { "code": "CannotConnect", "message": "what", "hint": "what to do" } }
        """;
}
