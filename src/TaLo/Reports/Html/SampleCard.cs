using System.Xml.Linq;
using TaLo.Scoring;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>One sample: images, question, and the options' log-probabilities before and after.</summary>
internal static class SampleCard
{
    public static XElement Of(ReportSample sample, ImageBudget images) => Tag("article",
        Tag("div", Class("images"), sample.Sample.Question.Images.Select((image, i) => Picture(images.Take(image), i))),
        Tag("div",
            Tag("p", Tag("b", Class(sample.Passes.IsFixed ? "fixed" : "broken"), sample.Passes.IsFixed ? "fixed" : "broken"),
                $" sample {sample.Sample.Index}"),
            sample.Sample.Question.Hint is { } hint ? Paragraph(hint, "quiet") : null,
            Paragraph(sample.Sample.Question.Text, "question"),
            sample.Sample.Question.Options.Count > 0 ? Options(sample) : null,
            sample.Said.Select(s => Paragraph(s, "quiet"))));

    private static XElement Picture(PageImage image, int place) => image.Uri is { } uri
        ? Tag("img", Is("src", uri), Is("width", image.Width), Is("height", image.Height), Is("alt", $"image {place + 1}"))
        : Tag("p", Class("quiet"), $"[{image.Missing}]");

    private static XElement Options(ReportSample sample) => Tag("table",
        Tag("thead", Tag("tr",
            Column("Option"), Column("Text"), Column("Base", "number"), Column("With bypass", "number"))),
        Tag("tbody", sample.Sample.Question.Options.Select((o, i) => Tag("tr",
            Tag("th", Is("scope", "row"), $"{o.Letter}"),
            Tag("td", o.Letter == sample.Sample.Answer ? Tag("b", "✓ ") : null, o.Text),
            Answer(sample.Passes.Base, o.Letter, i),
            Answer(sample.Passes.Bypassed, o.Letter, i)))));

    private static XElement Column(string name, string? names = null) =>
        Tag("th", Is("scope", "col"), names is null ? null : Class(names), name);

    private static XElement Answer(ScoredPass pass, char letter, int place)
    {
        var text = ReportText.LogProbability(place < pass.LogProbabilities.Count ? pass.LogProbabilities[place] : double.NaN);
        return Tag("td", Class("number"), pass.Predicted == letter ? Tag("mark", text) : text);
    }
}
