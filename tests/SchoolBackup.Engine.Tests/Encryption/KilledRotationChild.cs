using System.Diagnostics;
using System.Globalization;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>What <see cref="KilledRotationTests"/> runs in processes of their own: explicit, thus never by itself.</summary>
public sealed class KilledRotationChild
{
    internal const string FolderVariable = "SCHOOLBACKUP_TEST_FOLDER";
    internal const string StepVariable = "SCHOOLBACKUP_TEST_STEP";

    [Fact(Explicit = true)]
    public void Rotates_until_a_step_and_is_killed_there()
    {
        int last = int.Parse(Environment.GetEnvironmentVariable(StepVariable)!, CultureInfo.InvariantCulture);
        var options = new RotationOptions
        {
            Places = [Places.At(Environment.GetEnvironmentVariable(FolderVariable)!)], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey, OldKeys = OldKeys.Remove,
        };
        new RotationOperation(TimeProvider.System, new Killer(last)).Run(options, default);
    }

    private sealed class Killer(int last) : IProgress<RunProgress>
    {
        private int _step;

        public void Report(RunProgress value)
        {
            if (_step++ != last) return;
            using Process self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL: nothing of this process is cleaned up
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
