using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaLo.Scoring;

/// <summary>A template's text taken apart: the settings before a line <c>---</c>, and the body after it.</summary>
internal sealed record PromptSource
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

    public PromptSettings Settings { get; init; } = new();

    /// <summary>The beginning of a message about the setting <c>option</c>.</summary>
    public string OptionPlace { get; private set; } = "";

    /// <summary>The same about <c>answer</c>.</summary>
    public string AnswerPlace { get; private set; } = "";

    /// <summary>Everything that the author of the template wrote for the model.</summary>
    public string Written => string.Join('\n', [Settings.Option, Settings.Separator, Settings.System, Settings.Prefill, Settings.Answer, Settings.AfterImage, Settings.NoHint, .. Body]);

    /// <exception cref="PromptException">A setting is unknown or wrong.</exception>
    public static PromptSource Parse(string text, string name)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // An editor ends a file with a line break that nobody means to be part of the prompt.
        if (lines is [.., ""]) lines = lines[..^1];
        var rule = Array.IndexOf(lines, "---");
        var source = new PromptSource(name, lines[(rule + 1)..], rule + 1);
        var settings = new PromptSettings();
        for (var i = 0; i < rule; i++)
        {
            var before = settings;
            settings = settings.With(lines[i], source.Where(i));
            if (settings.Option != before.Option) source.OptionPlace = source.Where(i);
            if (settings.Answer != before.Answer) source.AnswerPlace = source.Where(i);
        }

        return source with { Settings = settings };
    }

    /// <summary>The beginning of a message about a line of the body, 0-based.</summary>
    public string WhereInBody(int line) => Where(_bodyStart + line);

    /// <summary>SHA-256 of everything that decides what prompts look like, lower-case hex.</summary>
    /// <param name="namesImages">Whether the data's questions say where their images stand, and the prompt follows them.</param>
    public string Fingerprint(bool namesImages = false)
    {
        string[] parts =
        [
            RenderingVersion, Settings.Chat ? "chat" : "plain", Settings.Option, Settings.Separator, string.Join('\n', Body),
            .. Settings.Fingerprinted(), .. namesImages ? new[] { "images=named" } : [],
        ];
        var canonical = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private string Where(int line) => string.Create(CultureInfo.InvariantCulture, $"{_name} line {line + 1}: ");
}
