using SchoolBackup.Errors;
using SchoolBackup.Storage.S3;

namespace SchoolBackup.Storage.Tests.S3;

/// <summary>A bucket has no lock: many runs may want one name at once.</summary>
public sealed class S3RaceTests(MotoServer store) : IClassFixture<MotoServer>
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(17 << 20)]
    public void Of_many_writers_of_one_name_one_wins_and_the_others_are_told(int length)
    {
        IRepository place = new S3Kind().At(store.Location());
        BackupError?[] outcomes = new BackupError?[6];
        Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = outcomes.Length }, i =>
        {
            byte[] content = new byte[length];
            Array.Fill(content, (byte)(i + 1));
            try
            {
                using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
                using IPendingFile file = writer.Create(Name, default);
                file.Content.Write(content);
                file.Complete();
            }
            catch (BackupException lost)
            {
                outcomes[i] = lost.Code;
            }
        });

        int winner = Array.IndexOf(outcomes, null);
        Assert.All(outcomes.Where((_, i) => i != winner), outcome => Assert.Equal(BackupError.BackupExists, outcome));
        using Stream content = new BackupRef(place, Name).OpenWhole();
        var first = new byte[length];
        content.ReadExactly(first);
        Assert.All(first, one => Assert.Equal(winner + 1, one));
        Assert.Equal([Name], place.List(default).Select(item => item.Name));
    }

    [Fact]
    public void What_dead_runs_left_is_tidied_up_a_day_later()
    {
        IRepository place = new S3Kind().At(store.Location());
        const string claim = $".schoolbackup/{Name}.claim";
        // Two runs that were killed: one while it sent parts (of so many the store has one when the last is taken), one before it let go of a name.
        place.Enter(TimeProvider.System, default).Create(Name, default).Content.Write(new byte[49 << 20]);
        place.WriteNote(claim, "somebody"u8.ToArray(), default);

        Assert.Empty(Abandoned(TimeSpan.FromHours(1)));
        Assert.NotNull(place.Find(claim, default));
        Assert.Equal([Name], Abandoned(TimeSpan.FromHours(25)));
        Assert.Empty(Abandoned(TimeSpan.FromHours(25)));
        Assert.Null(place.Find(claim, default));

        IReadOnlyList<string> Abandoned(TimeSpan later)
        {
            using IRepositoryWriter writer = place.Enter(new Later(later), default);
            return writer.Abandoned;
        }
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
