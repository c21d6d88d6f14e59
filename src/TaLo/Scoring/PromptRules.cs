namespace TaLo.Scoring;

/// <summary>What a template must and must not have.</summary>
internal static class PromptRules
{
    /// <exception cref="PromptException">A rule is broken; the message names the line.</exception>
    public static void Check(List<PromptLine> lines, PromptLine option, PromptSource source, bool showsOptions)
    {
        foreach (var needed in showsOptions ? ["question", "options"] : new[] { "question" })
        {
            if (!lines.Exists(line => line.Has(needed)))
                throw new PromptException(source.WhereInBody(0) + $"the template has no {{{needed}}}; add it");
        }
        foreach (var needed in new[] { "letter", "text" })
        {
            if (!option.Has(needed))
                throw new PromptException(source.OptionPlace + $"option has no {{{needed}}}; add it");
        }

        if (lines.Sum(line => line.CountOf("image")) > 1)
        {
            throw new PromptException(source.WhereInBody(lines.FindLastIndex(line => line.Has("image")))
                + "{image} stands twice; once is enough for any number of images");
        }
    }
}
