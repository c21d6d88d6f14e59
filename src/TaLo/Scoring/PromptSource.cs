using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaLo.Scoring;

/// <summary>A template's text taken apart: the settings before a line <c>---</c>, and the body after it.</summary>
internal sealed class PromptSource
{
    /// <summary>Part of every fingerprint: to be raised when the same template begins to give another text.</summary>
    private const string RenderingVersion = "1";

    private readonly string _name;
    private readonly int _bodyStart;

    private PromptSource(string name, string[] body, int bodyStart)
    {
        _name = name;
        _bodyStart = bodyStart;
        Body = body;
    }

    public IReadOnlyList<string> Body { get; }

    public string Option { get; private set; } = "{letter}. {text}";

    public string OptionPlace { get; private set; } = "";

    public string Separator { get; private set; } = "\n";

    public bool Chat { get; private set; }

    /// <exception cref="PromptException">A setting is unknown or wrong.</exception>
    public static PromptSource Parse(string text, string name)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // An editor ends a file with a line break that nobody means to be part of the prompt.
        if (lines is [.., ""]) lines = lines[..^1];
        var rule = Array.IndexOf(lines, "---");
        var source = new PromptSource(name, lines[(rule + 1)..], rule + 1);
        for (var i = 0; i < rule; i++) source.Set(lines[i], source.Where(i));
        return source;
    }

    /// <summary>The beginning of a message about a line of the body, 0-based.</summary>
    public string WhereInBody(int line) => Where(_bodyStart + line);

    /// <summary>SHA-256 of everything that decides what prompts look like, lower-case hex.</summary>
    public string Fingerprint()
    {
        string[] parts = [RenderingVersion, Chat ? "chat" : "plain", Option, Separator, string.Join('\n', Body)];
        var canonical = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private string Where(int line) => string.Create(CultureInfo.InvariantCulture, $"{_name} line {line + 1}: ");

    private void Set(string line, string where)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var key = (colon < 0 ? line : line[..colon]).Trim();
        var value = colon < 0 ? "" : line[(colon + 1)..];
        if (value.StartsWith(' ')) value = value[1..];
        if (value is ['"', .., '"'] and not "\"") value = value[1..^1];

        switch (key)
        {
            case "option":
                Option = value;
                OptionPlace = where;
                break;
            case "separator":
                Separator = value.Replace("\\n", "\n").Replace("\\t", "\t");
                break;
            case "chat" when value.Trim() is "yes" or "no":
                Chat = value.Trim() == "yes";
                break;
            case "chat":
                throw new PromptException(where + $"chat is '{value}'; write yes or no");
            default:
                throw new PromptException(where + $"unknown setting '{key}' before the line ---; "
                    + "known: option, separator, chat (without settings, begin the file with a line ---)");
        }
    }
}
