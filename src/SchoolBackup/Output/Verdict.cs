using SchoolBackup.Engine.Retention;

namespace SchoolBackup;

/// <summary>What a verification said, as a bool that knows a third answer.</summary>
internal static class Verdict
{
    /// <returns>True, false, or null when nobody can tell.</returns>
    public static bool? Of(BackupValidity validity) => validity switch
    {
        BackupValidity.Valid => true,
        BackupValidity.Invalid => false,
        _ => null,
    };
}
