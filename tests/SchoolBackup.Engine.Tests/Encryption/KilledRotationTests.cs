using System.Diagnostics;
using System.Globalization;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>A rotation that takes the old key away, killed at each of its steps: before a file, after the first of its two key blocks, after the second.</summary>
public sealed class KilledRotationTests
{
    private const int Files = 3;
    private const int StepsOfFile = 3;

    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31 / 7))];

    [Fact]
    public void Killed_at_any_step_every_file_opens_with_one_of_the_keys_and_a_second_run_ends_it()
    {
        for (int step = 0; step < Files * StepsOfFile; step++)
        {
            using var folder = new TempFolder();
            string[] paths = [.. Enumerable.Range(1, Files).Select(day => folder[EncryptedFile.Name.Replace("04-14", $"04-{day:00}", StringComparison.Ordinal)])];
            byte[] before = EncryptedFile.Encrypt(Content, EncryptedFile.Key);
            foreach (string path in paths) File.WriteAllBytes(path, before);

            using (Process child = ChildTest.Start<KilledRotationChild>(
                nameof(KilledRotationChild.Rotates_until_a_step_and_is_killed_there),
                (KilledRotationChild.FolderVariable, folder.Path),
                (KilledRotationChild.StepVariable, step.ToString(CultureInfo.InvariantCulture))))
            {
                string output = child.StandardOutput.ReadToEnd();
                child.WaitForExit();
                Assert.True(child.ExitCode == 128 + 9, output);
            }

            for (int file = 0; file < Files; file++)
            {
                // Of two key blocks the newer counts: from the first that is written, the new key opens the file.
                int done = step - (file * StepsOfFile);
                KeyRing expected = new(done >= 1 ? EncryptedFile.OtherKey : EncryptedFile.Key);
                Assert.Equal(Content, EncryptedFile.Open(paths[file], expected));
                if (done <= 0) Assert.Equal(before, File.ReadAllBytes(paths[file]));
            }

            IReadOnlyList<RotatedBackup> second = new RotationOperation(TimeProvider.System, new NoProgress()).Run(
                new RotationOptions { Places = [Places.At(folder.Path)], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey, OldKeys = OldKeys.Remove }, default);
            Assert.Equal((step + 1) / StepsOfFile, second.Count(backup => backup.Outcome == RotationOutcome.AlreadyDone));
            foreach (string path in paths)
            {
                Assert.Equal(Content, EncryptedFile.Open(path, new KeyRing(EncryptedFile.OtherKey)));
                Assert.DoesNotContain(EncryptedFile.Key.Id, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
            }
        }
    }
}
