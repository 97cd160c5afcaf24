using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Fidelity;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Erp;

/// <summary>Every value of the fidelity schema through JSON and back. What the format has no place for is named here, and nothing else may differ.</summary>
[Collection(OnServer.Name)]
public sealed class ErpFidelityTests(FidelityBackup original) : IClassFixture<FidelityBackup>
{
    [Fact]
    public void Every_value_comes_back_through_json()
    {
        BackupResult backup = Run.Backup(original.Options with { Container = BackupContainer.SchoolErp, Key = ErpTestFile.Key });
        VerifyResult verified = Run.Verify(new VerifyOptions { Backup = Places.Backup(backup.Files[0]), Keys = ErpTestFile.Keys });
        Assert.Equal((BackupValidity.Valid, backup.Header.Rows), (verified.Validity, verified.Rows));

        RestoreResult restored = Run.Restore(new RestoreOptions { Connection = original.Options.Connection, Backup = Places.Backup(backup.Files[0]), Keys = ErpTestFile.Keys });

        Assert.Equal(backup.Header.Rows, restored.Rows);
        IReadOnlyList<string> differences = FidelityComparison.Differences(original.Description, FidelityComparison.Describe(original.Server.Client, FidelityBackup.Database));
        Assert.DoesNotContain(differences, line => !IsHistory(line));
    }

    /// <summary>System-versioned tables bring what is valid now, and begin a history of their own.</summary>
    private static bool IsHistory(string line) =>
        line[2..].StartsWith("row of h_", StringComparison.Ordinal) || line[2..].StartsWith("row of t_history_", StringComparison.Ordinal);
}
