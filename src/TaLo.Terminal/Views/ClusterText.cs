namespace TaLo.Terminal.Views;

/// <summary>What tables say where samples belong together.</summary>
internal static class ClusterText
{
    /// <summary>Below a table with tests.</summary>
    public const string Tested =
        "clusters: samples about one image, or copies of one question (g_index); tests flip their signs together, intervals are widened by their spread";
}
