using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql.Commands;

/// <summary>What kind of answer a statement got.</summary>
internal enum ResultKind
{
    Ok,
    Rows,
    LocalFile,
}

/// <summary>How the answer to a statement begins.</summary>
/// <param name="Kind">Which of the others counts.</param>
/// <param name="Ok">The result, for <see cref="ResultKind.Ok"/>.</param>
/// <param name="Columns">Their number, for <see cref="ResultKind.Rows"/>.</param>
/// <param name="FileName">What the server asks for, for <see cref="ResultKind.LocalFile"/>.</param>
internal readonly record struct ResultHead(ResultKind Kind, OkPacket Ok, int Columns, string FileName);
