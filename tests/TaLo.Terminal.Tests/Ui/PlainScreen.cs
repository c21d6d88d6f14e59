using System.Drawing;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>A screen of one pane, with one key that works and one that never does.</summary>
internal sealed class PlainScreen : Screen
{
    private readonly Pane _pane;

    public PlainScreen(UiContext ui, string name, Func<UiContext, Pane>? pane = null) : base(ui)
    {
        Name = name;
        Add(_pane = pane?.Invoke(ui) ?? new PlainPane(ui, $"pane of {name}"));
    }

    public override string Name { get; }

    public override string Purpose => $"what {Name} is for.";

    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.G, "go", "Go somewhere.", () => Gone++),
        new(Key.F, "fail", "Do what goes wrong.", () => throw (Fails ?? new InvalidOperationException("the floor gave way"))) { InKeyLine = false },
        new(Key.B, "blocked", "Do what cannot be done.", () => throw new InvalidOperationException("ran all the same")) { Disabled = () => "the bridge is up" },
    ];

    public Exception? Fails { get; init; }

    public int Gone { get; private set; }

    protected override void Arrange(Size size) => _pane.Frame = new Rectangle(Point.Empty, size);

    private sealed class PlainPane(UiContext ui, string heading) : Pane(ui)
    {
        public override string Heading => heading;
    }
}
