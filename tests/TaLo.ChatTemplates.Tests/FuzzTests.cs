namespace TaLo.ChatTemplates.Tests;

/// <summary>Mutated templates: each is rendered or refused, within bounds.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 2000;
    private static readonly string[] Limits = ["the template does not end", "the template takes", "the template makes", "the template is too deep"];

    [Fact]
    public void Should_end_on_mutated_templates() => Fuzz([.. OwnTemplates.All.Values.Select(t => t.Template)], seed: 1);

    [SharedFact]
    public void Should_end_on_mutated_published_templates() => Fuzz([.. SharedTemplates.Read().Select(t => t.Source)], seed: 2);

    private static void Fuzz(string[] templates, int seed)
    {
        var mutation = new Mutation(templates, seed);
        var (rendered, cutOff) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var measured = Measured.RenderWithinBounds(mutation.Next());
            Assert.True(measured.Prompt is null != measured.Refusal is null);
            Assert.InRange(measured.Refusal?.Line ?? 1, 1, int.MaxValue);
            rendered += measured.Prompt is null ? 0 : 1;
            cutOff += Limits.Any(l => measured.Refusal?.Message.StartsWith(l, StringComparison.Ordinal) == true) ? 1 : 0;
        }
        // The mutations reach all three ends: a prompt, an error, a limit.
        Assert.InRange(rendered, Mutations / 10, Mutations * 9 / 10);
        Assert.InRange(cutOff, Mutations / 100, Mutations / 2);
    }
}
