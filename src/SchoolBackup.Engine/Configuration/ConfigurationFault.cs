using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Configuration;

/// <summary>The errors of this room. None of them quotes a secret.</summary>
internal static class ConfigurationFault
{
    /// <summary>A value that does not fit its setting.</summary>
    public static BackupException BadValue(Setting setting, string expected) =>
        new(setting.Source == ConfigurationSource.Option ? BackupError.InvalidOption : BackupError.ConfigurationInvalid,
            $"{setting.Detail}: '{setting.Display}' is not {expected}", hint: $"set {setting.Name} to {expected}");

    /// <summary>A file or URL that cannot be understood.</summary>
    public static BackupException Malformed(string place, string what, string hint, Exception? inner = null) =>
        new(BackupError.ConfigurationInvalid, $"{place}: {what}", hint, inner);
}
