namespace SchoolBackup.Engine.Sql;
public abstract record DefinerPolicy
{
    public sealed record Keep : DefinerPolicy;
}
