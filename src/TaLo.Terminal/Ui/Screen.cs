using System.Drawing;
using Terminal.Gui.ViewBase;

namespace TaLo.Terminal.Ui;

/// <summary>One screen: its panes, and what keys do on it.</summary>
internal abstract class Screen : View
{
    private Size _arranged;

    /// <summary>Creates a screen; the shell adds it.</summary>
    protected Screen(UiContext ui)
    {
        Ui = ui;
        CanFocus = true;
        TabStop = TabBehavior.NoStop;
        Width = Dim.Fill();
        Height = Dim.Fill();
    }

    /// <summary>Its name in the bar at the top.</summary>
    public abstract string Name { get; }

    /// <summary>What it is for, in one line, for the help overlay.</summary>
    public abstract string Purpose { get; }

    /// <summary>What keys do on this screen, whichever pane has them.</summary>
    public virtual IReadOnlyList<KeyAction> Keys => [];

    /// <summary>Its panes in the order of the tab key; only those that are visible now.</summary>
    public virtual IEnumerable<Pane> Panes => SubViews.OfType<Pane>().Where(p => p.Visible);

    /// <summary>The pane that has the keys, or null.</summary>
    public Pane? Active => Panes.FirstOrDefault(p => p.HasFocus);

    /// <summary>What it works with.</summary>
    protected UiContext Ui { get; }

    /// <summary>Whether it shows how far the sweep is, so that the line above the keys need not.</summary>
    public virtual bool ShowsWork => false;

    /// <summary>Called each time the screen is shown.</summary>
    public virtual void Enter()
    {
    }

    /// <summary>Called on the UI thread when the shared state has changed, at most ten times a second.</summary>
    public virtual void Update()
    {
    }

    /// <summary>Gives the panes their places.</summary>
    /// <param name="size">The screen's columns and rows.</param>
    protected abstract void Arrange(Size size);

    /// <summary>Gives the panes their places again, after some were shown or hidden.</summary>
    protected void Rearrange()
    {
        if (HasRoom)
            Arrange(Viewport.Size);
        SetNeedsLayout();
        SetNeedsDraw();
    }

    // A window that is too small shows no screen.
    private bool HasRoom => Viewport.Width >= ShellWindow.Smallest.Width && Viewport.Height >= ShellWindow.Smallest.Height - ShellWindow.Lines;

    /// <summary>Gives the keys to a pane's neighbour.</summary>
    /// <param name="step">1 for the next, −1 for the one before.</param>
    public void NextPane(int step)
    {
        var panes = Panes.Where(p => p.CanFocus).ToList();
        if (panes.Count == 0)
            return;
        var at = panes.FindIndex(p => p.HasFocus);
        panes[((at < 0 ? 0 : at + step) + panes.Count) % panes.Count].SetFocus();
    }

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        if (Viewport.Size == _arranged || !HasRoom)
            return;
        _arranged = Viewport.Size;
        Arrange(_arranged);
    }
}
