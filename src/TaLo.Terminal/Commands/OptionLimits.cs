using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace TaLo.Terminal.Commands;

/// <summary>What an option takes: whatever else is written behind it is wrong usage, and what llama.cpp would abort on is refused here.</summary>
internal static class OptionLimits
{
    /// <summary>Whether the user wrote an option: its value is no default.</summary>
    public static bool IsGiven(this SymbolResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <inheritdoc cref="IsGiven(SymbolResult, Option)"/>
    public static bool IsGiven(this ParseResult parsed, Option option) => parsed.CommandResult.IsGiven(option);

    /// <summary>Refuses numbers outside a range as wrong usage.</summary>
    public static Option<T> Within<T>(this Option<T> option, T least, T most)
        where T : struct, INumber<T>
    {
        Add(option, least, most);
        return option;
    }

    /// <summary>Refuses numbers outside a range as wrong usage, where the option is given.</summary>
    public static Option<T?> Within<T>(this Option<T?> option, T least, T most)
        where T : struct, INumber<T>
    {
        Add(option, least, most);
        return option;
    }

    /// <summary>Refuses all words but these.</summary>
    public static Option<T> OneOf<T>(this Option<T> option, params string[] words)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !words.Contains(token.Value))
                result.AddError($"{option.Name} {token.Value}: write {string.Join(", ", words[..^1])} or {words[^1]}.");
        });
        return option;
    }

    /// <summary>Refuses texts that whoever reads the option could not read; the option's value stays the text.</summary>
    /// <param name="option">The option.</param>
    /// <param name="read">Reads a text; throws what says what is wrong with it.</param>
    public static Option<T> CheckedBy<T>(this Option<T> option, Action<string> read)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token])
                Try(result, () => read(token.Value));
        });
        return option;
    }

    /// <summary>What reading the command line throws is wrong usage.</summary>
    public static void Try(SymbolResult result, Action read)
    {
        try
        {
            read();
        }
        catch (TaLoException e)
        {
            result.AddError(e.Message);
        }
    }

    private static void Add<T>(Option option, T least, T most)
        where T : struct, INumber<T> => option.Validators.Add(result =>
        {
            // A text that is no number has its own message; what is neither in nor out of a range is NaN.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= least && value <= most))
                result.AddError($"{option.Name} {token.Value}: write a number from {least} to {most}.");
        });
}
