using System.CommandLine;
using TaLo.Storage;

namespace TaLo.Terminal.Commands;

/// <summary>The option that says where results are stored.</summary>
internal static class StoreOption
{
    /// <summary>Creates the option for a verb.</summary>
    public static Option<string> Create() => new("--store")
    {
        Description = "Folder of the stored results.",
        DefaultValueFactory = _ => StoreFolder.Default,
        HelpName = "DIR",
    };
}
