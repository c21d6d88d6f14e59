using Spectre.Console.Rendering;

namespace TaLo.Terminal;

/// <summary>Tables, strips and bars with their texts made harmless; the console's own control codes pass.</summary>
internal sealed class HarmlessRendering : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(r => new Harmless(r));

    private sealed class Harmless(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth)
            .Select(s => s.IsControlCode || s.IsLineBreak ? s : new Segment(ForeignText.Line(s.Text), s.Style, s.Link));
    }
}
