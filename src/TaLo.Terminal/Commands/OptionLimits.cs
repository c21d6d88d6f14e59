using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace TaLo.Terminal.Commands;

/// <summary>Limits of numbers on the command line; what llama.cpp would abort on is refused here.</summary>
internal static class OptionLimits
{
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

    private static void Add<T>(Option option, T least, T most)
        where T : struct, INumber<T> => option.Validators.Add(result =>
        {
            // A text that is no number has its own message; what is neither in nor out of a range is NaN.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= least && value <= most))
                result.AddError($"{option.Name} {token.Value}: write a number from {least} to {most}.");
        });
}
