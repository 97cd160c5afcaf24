using System.Buffers;
using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// Rewrites the references to one database by token: <c>`a`.`x`</c>, <c>a.x</c>, <c>`a`.`t`.`c`</c>, USE, and CREATE, ALTER and DROP
/// DATABASE. It never touches strings and comments, and says what it could not decide.
/// </summary>
public static class SchemaRewriter
{
    /// <summary>Rewrites one statement, without its delimiter; the body of a routine is part of it.</summary>
    public static SchemaRewrite Rewrite(ReadOnlySpan<byte> statement, SchemaRename rename) =>
        CannotName(statement, rename.From, rename.Case)
        ? new(statement.ToArray(), [])
        : new Run(statement.ToArray(), rename).Result();

    // Most statements of a dump are rows that never name a database: a search tells, long before the tokens would. A name with a
    // quote in it is written in more than one way.
    private static bool CannotName(ReadOnlySpan<byte> statement, string name, NameCase nameCase) =>
        nameCase == NameCase.Sensitive && !name.AsSpan().ContainsAny("`\"'\\") && statement.IndexOf(Encoding.UTF8.GetBytes(name)) < 0;

    private sealed class Run(byte[] sql, SchemaRename rename)
    {
        private readonly SignificantTokens _tokens = new(sql, rename.Dialect);
        private readonly List<Leftover> _leftovers = [];
        private readonly ArrayBufferWriter<byte> _output = new(sql.Length + 64);
        private int _copied;

        public SchemaRewrite Result()
        {
            var places = new ReferencePlaces(_tokens, IsOldName);
            for (int i = 0; i < _tokens.Count; i++)
            {
                if (_tokens[i].Kind == SqlTokenKind.StringLiteral)
                    NoteString(i);
                else if (IsOldName(i) && places.Judge(i) is var judgement and not Judgement.SomethingElse)
                    RewriteOrNote(i, judgement);
            }

            _output.Write(sql.AsSpan(_copied));
            return new(_output.WrittenSpan.ToArray(), _leftovers);
        }

        private bool IsOldName(int index) =>
            _tokens.IsIdentifier(index) && string.Equals(_tokens.Name(index), rename.From, rename.Comparison);

        private void RewriteOrNote(int index, Judgement judgement)
        {
            TokenPlace place = _tokens[index];
            if (judgement == Judgement.Ambiguous)
            {
                Note(LeftoverReason.Ambiguous, place);
                return;
            }

            byte quote = sql[place.Start] == '"' ? (byte)'"' : (byte)'`';
            _output.Write(sql.AsSpan(_copied, place.Start - _copied));
            KeepApartFrom(place.Start - 1, quote);
            Identifier.WriteQuoted(_output, Encoding.UTF8.GetBytes(rename.To), quote);
            KeepApartFrom(place.End, quote);
            _copied = place.End;
        }

        // Two quotes side by side would be one doubled quote.
        private void KeepApartFrom(int neighbour, byte quote)
        {
            if ((uint)neighbour < (uint)sql.Length && sql[neighbour] == quote)
                _output.Write(" "u8);
        }

        private void NoteString(int index)
        {
            // The rows of an INSERT are data: what they say is nobody's reference.
            if (!_tokens.IsWord(0, "INSERT", "REPLACE") && DynamicReference.IsIn(Content(index), rename))
                Note(LeftoverReason.InString, _tokens[index]);
        }

        private string Content(int index)
        {
            ReadOnlySpan<byte> text = _tokens.Text(index);
            bool isWhole = text.Length >= 2 && text[0] == text[^1];
            try
            {
                return Encoding.UTF8.GetString(isWhole ? SqlLiteral.Unescape(text, rename.Dialect) : text);
            }
            catch (FormatException)
            {
                // An unterminated string, as garbage has them: look at it as it stands.
                return Encoding.UTF8.GetString(text);
            }
        }

        private void Note(LeftoverReason reason, TokenPlace place)
        {
            int line = 1 + sql.AsSpan(0, place.Start).Count((byte)'\n');
            ReadOnlySpan<byte> around = sql.AsSpan(Math.Max(0, place.Start - 30)..Math.Min(sql.Length, place.End + 30));
            string excerpt = Encoding.UTF8.GetString(around).ReplaceLineEndings(" ").Trim();
            _leftovers.Add(new(reason, line, excerpt.Length <= 160 ? excerpt : excerpt[..160]));
        }
    }
}
