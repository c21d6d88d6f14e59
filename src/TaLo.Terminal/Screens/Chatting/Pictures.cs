using TaLo.Images;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Small pictures of a conversation's images, scaled on a pool thread and kept.</summary>
/// <param name="ui">What it works with.</param>
/// <param name="scaled">Called on the UI thread when there is one more.</param>
internal sealed class Pictures(UiContext ui, Action scaled)
{
    private const float Enlarge = 4;

    private readonly Dictionary<(Attachment, int), RgbImage?> _kept = [];

    /// <summary>A picture of an image, so many lines high at most; null where it is not there yet or cannot be shown.</summary>
    public RgbImage? Of(Attachment image, int rows)
    {
        if (_kept.TryGetValue((image, rows), out var kept))
            return kept;
        _kept[(image, rows)] = null;
        ui.InBackground(() => ImageDecoder.TryDecode(image.File, out _)?.Fit(rows * 4, rows * 2, Enlarge), picture =>
        {
            _kept[(image, rows)] = picture;
            scaled();
        });
        return null;
    }

    /// <summary>Keeps none of them any longer.</summary>
    public void Forget() => _kept.Clear();
}
