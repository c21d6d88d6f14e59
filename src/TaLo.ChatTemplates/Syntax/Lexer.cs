using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>
/// Cuts a template into tokens as Jinja does with <c>trim_blocks</c> and <c>lstrip_blocks</c>: the line end after a tag
/// or comment goes, and so does the white space before one that begins its line; <c>-</c> takes all white space away,
/// <c>+</c> keeps it.
/// </summary>
internal sealed class Lexer(string template)
{
    private readonly Source source = new(template);

    // Whether the text that comes next begins a line.
    private bool isAtLineStart = true;

    /// <summary>The tokens in order; the last is the end.</summary>
    /// <exception cref="TemplateException">Something is neither text nor a token.</exception>
    public IEnumerable<Token> Tokens()
    {
        while (true)
        {
            var line = source.Line;
            var (data, begin) = ReadData();
            if (data.Length > 0)
                yield return new Token(TokenKind.Data, data, line);
            line = source.Line;
            switch (begin)
            {
                case "":
                    yield return new Token(TokenKind.End, "", line);
                    yield break;
                case "{#":
                    SkipComment();
                    break;
                case "{{":
                    yield return new Token(TokenKind.ValueBegin, begin, line);
                    foreach (var token in new CodeScanner(source, TokenKind.ValueEnd, ReadValueEnd).Tokens())
                        yield return token;
                    break;
                case "{%" when SkipRawBegin():
                    line = source.Line;
                    data = ReadRaw();
                    if (data.Length > 0)
                        yield return new Token(TokenKind.Data, data, line);
                    break;
                default:
                    yield return new Token(TokenKind.TagBegin, begin, line);
                    foreach (var token in new CodeScanner(source, TokenKind.TagEnd, ReadTagEnd).Tokens())
                        yield return token;
                    break;
            }
        }
    }

    /// <summary>Reads text up to and with the next <c>{{</c>, <c>{%</c> or <c>{#</c>.</summary>
    private (string Data, string Begin) ReadData()
    {
        var start = source.Position;
        while (source.Find("{") is >= 0 and var brace)
        {
            source.Position = brace;
            if (source.At(1) switch { '{' => "{{", '%' => "{%", '#' => "{#", _ => null } is { } begin)
                return (Strip(source.Between(start, brace), ReadBegin(begin), isTag: begin != "{{", isAtLineStart), begin);
            source.Position++;
        }
        return (source.ReadToEnd(start), "");
    }

    /// <summary>Reads what begins a tag, and the sign after it.</summary>
    private char ReadBegin(string begin)
    {
        source.Skip(begin);
        var sign = source.Next is '-' or '+' ? source.Next : '\0';
        if (sign != '\0')
            source.Position++;
        return sign;
    }

    private static string Strip(string data, char sign, bool isTag, bool isAtLineStart)
    {
        if (sign == '-')
            return TrimEnd(data);
        var lineStart = data.LastIndexOf('\n') + 1;
        var beginsLine = (lineStart > 0 || isAtLineStart) && TrimEnd(data).Length <= lineStart;
        return isTag && beginsLine && sign != '+' ? data[..lineStart] : data;
    }

    private static string TrimEnd(string data)
    {
        var end = data.Length;
        while (end > 0 && CodePoints.IsSpace(data[end - 1]))
            end--;
        return data[..end];
    }

    private void SkipComment()
    {
        var start = source.Position;
        if (source.Find("#}") is not (>= 0 and var end))
            throw source.Error("Missing end of comment tag");
        source.Position = end;
        var sign = end > start ? source.At(-1) : '\0';
        source.Skip("#}");
        AfterEnd(sign, trimsLine: true);
    }

    private bool SkipRawBegin()
    {
        var start = source.Position;
        source.SkipSpace();
        if (source.Skip("raw"))
        {
            source.SkipSpace();
            var sign = source.Next == '-' ? '-' : '\0';
            if (source.Skip("-%}") || source.Skip("%}"))
            {
                AfterEnd(sign, trimsLine: false);
                return true;
            }
        }
        source.Position = start;
        return false;
    }

    private string ReadRaw()
    {
        var (start, wasAtLineStart) = (source.Position, isAtLineStart);
        while (source.Find("{%") is >= 0 and var tag)
        {
            source.Position = tag;
            var sign = ReadBegin("{%");
            source.SkipSpace();
            if (!source.Skip("endraw"))
                continue;
            source.SkipSpace();
            if (ReadTagEnd())
                return Strip(source.Between(start, tag), sign, isTag: true, wasAtLineStart);
        }
        throw source.Error("Missing end of raw directive");
    }

    private bool ReadTagEnd()
    {
        var sign = source.Next is '-' or '+' ? source.Next : '\0';
        if (!source.Skip("-%}") && !source.Skip("+%}") && !source.Skip("%}"))
            return false;
        AfterEnd(sign, trimsLine: true);
        return true;
    }

    private bool ReadValueEnd()
    {
        var sign = source.Next == '-' ? '-' : '\0';
        if (!source.Skip("-}}") && !source.Skip("}}"))
            return false;
        AfterEnd(sign, trimsLine: false);
        return true;
    }

    private void AfterEnd(char sign, bool trimsLine)
    {
        if (sign == '-')
            source.SkipSpace();
        else if (sign != '+' && trimsLine)
            source.Skip("\n");
        isAtLineStart = source.At(-1) == '\n';
    }
}
