using System.Text;
using System.Text.RegularExpressions;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>
/// Keeps control tokens that others wrote apart from the template's own. A prompt with <see cref="QuotedText"/> is taken apart
/// at the template's control tokens and images; each run between two of them in which others wrote a control token is tokenized
/// alone, without recognising any, which is how llama.cpp itself treats the text between two control tokens. Everything else
/// is tokenized as ever; a prompt without such a run is not touched.
/// </summary>
internal sealed class ControlTokens
{
    private const int Shortest = 2;

    private readonly Vocabulary _vocabulary;
    private readonly List<(int Token, string Text, bool StripsBefore, bool StripsBehind)> _tokens;
    private readonly Regex? _written;
    private readonly Regex _borders;

    /// <summary>Looks through the vocabulary once.</summary>
    public ControlTokens(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _tokens = [.. Enumerable.Range(0, vocabulary.Size).Where(vocabulary.IsRecognised)
            .Select(t => (Token: t, Text: vocabulary.Text(t), vocabulary.Strips(t).Before, vocabulary.Strips(t).Behind))
            .Where(t => t.Text.Length >= Shortest && !t.Text.Contains(QuotedText.Mark, StringComparison.Ordinal)) // with the mark in it, marking could go on for ever
            .OrderByDescending(t => t.Text.Length)];
        var spellings = _tokens.Select(t => Regex.Escape(t.Text)).ToList();
        _written = spellings.Count > 0 ? new Regex(string.Join('|', spellings)) : null;
        _borders = new Regex(string.Join('|', spellings.Append(Regex.Escape(VisionEncoder.Marker))));
    }

    /// <summary>Marks every control token written in a text.</summary>
    public string Quote(string text)
    {
        text = QuotedText.Plain(text);
        if (_written is null)
            return text;
        while (_written.IsMatch(text))
            text = _written.Replace(text, m => m.Value.Insert(char.IsHighSurrogate(m.Value[0]) ? 2 : 1, QuotedText.Mark.ToString()));
        return text;
    }

    /// <summary>The prompt with a placeholder for each run that is to be tokenized alone.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="taken">Control tokens that cannot be the placeholder.</param>
    /// <exception cref="InputException">The vocabulary has no token that could stand in.</exception>
    public QuotedRuns Hide(string prompt, IReadOnlyList<int> taken)
    {
        var placeholder = Placeholder(prompt, taken);
        var (text, runs, at) = (new StringBuilder(), new List<int[]>(), 0);
        string? before = null;
        foreach (var border in _borders.Matches(prompt).Select(m => (m.Index, m.Value)).Append((prompt.Length, "")))
        {
            var (index, value) = border;
            var run = prompt[at..index];
            if (run.Contains(QuotedText.Mark, StringComparison.Ordinal))
            {
                runs.Add(_vocabulary.Tokenize(Stripped(QuotedText.Plain(run), before, value), addSpecial: false, special: false));
                run = placeholder.Text;
            }

            text.Append(run).Append(value);
            (at, before) = (index + value.Length, value);
        }

        return new QuotedRuns(text.ToString(), placeholder.Token, runs);
    }

    /// <summary>Some control tokens take the white space beside them away.</summary>
    private string Stripped(string run, string? before, string behind)
    {
        if (_tokens.Find(t => t.Text == before).StripsBehind)
            run = run.TrimStart();
        return _tokens.Find(t => t.Text == behind).StripsBefore ? run.TrimEnd() : run;
    }

    /// <summary>A control token that is nowhere in the prompt, neither written nor added by the tokenizer.</summary>
    private (int Token, string Text) Placeholder(string prompt, IReadOnlyList<int> taken)
    {
        var free = _tokens.Where(t => _vocabulary.IsControl(t.Token) && !t.StripsBefore && !t.StripsBehind
            && !prompt.Contains(t.Text, StringComparison.Ordinal) && !taken.Contains(t.Token)
            && !(_vocabulary.AddsBegin && t.Text == _vocabulary.BeginText) && !(_vocabulary.AddsEnd && t.Text == _vocabulary.EndText));
        // First those that begin or end a text: images seldom have them around.
        var found = free.OrderByDescending(t => t.Text == _vocabulary.BeginText || t.Text == _vocabulary.EndText).FirstOrDefault();
        return found.Text is { } text ? (found.Token, text)
            : throw new InputException("its text contains a control token of the model, and the model has none left that could stand in for it: change the text");
    }
}

/// <summary>A prompt whose quoted runs stand aside.</summary>
/// <param name="Text">The prompt, with a placeholder for each run.</param>
/// <param name="Placeholder">The placeholder's token.</param>
/// <param name="Runs">The runs' tokens, in order.</param>
internal sealed record QuotedRuns(string Text, int Placeholder, IReadOnlyList<int[]> Runs)
{
    private int _next;

    /// <summary>Puts the runs where their placeholders are; pieces of a prompt come in their order.</summary>
    public int[] Expand(IEnumerable<int> tokens) => [.. tokens.SelectMany(t => t == Placeholder ? Runs[_next++] : [t])];
}
