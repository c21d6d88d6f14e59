using System.Drawing;
using TaLo.Images;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Color = Terminal.Gui.Drawing.Color;

namespace TaLo.Terminal.Ui;

/// <summary>
/// An image in the terminal: two pixels in each cell, the upper one as the half block's colour, the lower one behind
/// it; in pixels of its own where the terminal has sixel or Kitty's graphics. Decoded and scaled on a pool thread.
/// </summary>
internal sealed class PictureView : View
{
    private const float Enlarge = 4;

    private readonly UiContext _ui;
    private readonly ImageView _raster;
    private ReadOnlyMemory<byte> _file;
    private RgbImage? _picture;
    private string _missing = "";
    private Size _scaledFor;
    private int _asked;

    /// <summary>Creates it.</summary>
    public PictureView(UiContext ui)
    {
        _ui = ui;
        CanFocus = false;
        Add(_raster = new ImageView { CanFocus = false, Visible = false, Width = Dim.Fill(), Height = Dim.Fill() });
    }

    /// <summary>A cell's pixels where the terminal shows pixels of their own, else null.</summary>
    private Size? CellPixels => _ui.Theme.Depth != ColourDepth.True ? null
        : _ui.App.Driver is { KittyGraphicsSupport: { IsSupported: true } kitty } ? kitty.Resolution
        : _ui.App.Driver is { SixelSupport: { IsSupported: true } sixel } ? sixel.Resolution
        : null;

    /// <summary>Shows another image.</summary>
    /// <param name="file">An encoded image file; empty for none.</param>
    public void Show(ReadOnlyMemory<byte> file)
    {
        _file = file;
        Scale();
    }

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var painter = new Painter(this, _ui.Theme, new Rectangle(0, 0, Viewport.Width, Viewport.Height));
        if (Viewport.Size != _scaledFor)
            Scale();
        if (_picture is { } picture)
        {
            if (CellPixels is null)
                Draw(painter, picture);
        }
        else
        {
            painter.Put(0, 0, _missing, _ui.Theme.Dim);
        }
        return true;
    }

    private void Scale()
    {
        _scaledFor = Viewport.Size;
        var (file, box, asked) = (_file, Viewport.Size, ++_asked);
        if (file.IsEmpty || box.Width < 2 || box.Height < 1)
        {
            (_picture, _missing) = (null, file.IsEmpty ? "no image" : "");
            _raster.Visible = false;
            SetNeedsDraw();
            return;
        }
        // Half blocks make two pixels of a cell, one above the other.
        var (cell, enlarge) = CellPixels is { } pixels ? (pixels, 100) : (new Size(1, 2), Enlarge);
        var raster = CellPixels is not null;
        _ui.InBackground(
            () =>
            {
                var picture = ImageDecoder.TryDecode(file, out var missing)?.Fit(box.Width * cell.Width, box.Height * cell.Height, enlarge);
                return (Picture: picture, Missing: missing, Pixels: raster && picture is not null ? Pixels(picture) : null);
            },
            done =>
            {
                if (asked != _asked)
                    return;
                (_picture, _missing) = (done.Picture, done.Missing ?? "");
                (_raster.Image, _raster.Visible) = (done.Pixels, done.Pixels is not null);
                SetNeedsDraw();
            });
    }

    private static void Draw(Painter painter, RgbImage picture)
    {
        var left = Math.Max(0, (painter.Width - picture.Width) / 2);
        for (var y = 0; y < HalfBlocks.Rows(picture); y++)
            HalfBlocks.DrawRow(painter, picture, left, y, y);
    }

    private static Color[,] Pixels(RgbImage picture)
    {
        var pixels = new Color[picture.Width, picture.Height];
        for (var x = 0; x < picture.Width; x++)
            for (var y = 0; y < picture.Height; y++)
                pixels[x, y] = HalfBlocks.Pixel(picture, x, y)!.Value;
        return pixels;
    }
}
