namespace TaLo.ChatTemplates.Tests;

public sealed class SharedTemplatesTests
{
    [SharedFact]
    public void Should_render_published_templates_byte_for_byte()
    {
        var templates = SharedTemplates.Read();
        Assert.True(templates.Count >= 34, $"only {templates.Count} templates");
        foreach (var template in templates)
        {
            var parsed = ChatTemplate.Parse(template.Source);
            Assert.NotEmpty(template.Cases);
            foreach (var c in template.Cases)
            {
                var (prompt, error) = Render(parsed, c.Input);
                Assert.Equal((template.Name, c.Name, c.Expected, c.Error), (template.Name, c.Name, prompt, error));
            }
        }
    }

    [SharedFact]
    public void Should_stay_far_from_the_limits_on_published_templates()
    {
        var limits = new TemplateLimits { Steps = TemplateLimits.Default.Steps / 50, Memory = TemplateLimits.Default.Memory / 50, Depth = 80 };
        foreach (var template in SharedTemplates.Read())
        {
            var parsed = ChatTemplate.Parse(template.Source);
            foreach (var c in template.Cases.Where(c => c.Expected is not null))
                Assert.Equal(c.Expected, parsed.Render(c.Input, limits));
        }
    }

    private static (string? Prompt, string? Error) Render(ChatTemplate template, TemplateInput input)
    {
        try
        {
            return (template.Render(input), null);
        }
        catch (TemplateException refused)
        {
            return (null, refused.Message);
        }
    }
}
