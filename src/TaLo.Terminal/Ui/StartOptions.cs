using TaLo.Models;

namespace TaLo.Terminal.Ui;

/// <summary>What the screens were started with.</summary>
/// <param name="Store">The folder of the stored results.</param>
/// <param name="Loading">How models are loaded; its paths mean nothing.</param>
/// <param name="LoadingGiven">Whether the user said how; otherwise the bundled models use one thread of the CPU.</param>
/// <param name="State">The folder of what was typed in earlier sessions; null where nothing of it is kept.</param>
internal sealed record StartOptions(string Store, ModelOptions Loading, bool LoadingGiven, string? State = null);
