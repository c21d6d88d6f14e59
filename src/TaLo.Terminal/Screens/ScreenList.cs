using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens;

/// <summary>The screens, in the order of their numbers.</summary>
internal static class ScreenList
{
    /// <summary>Makes them.</summary>
    public static IReadOnlyList<Screen> All(UiContext ui) => [new HomeScreen(ui), new SweepScreen(ui), new LayerScreen(ui), new ChatScreen(ui)];
}
