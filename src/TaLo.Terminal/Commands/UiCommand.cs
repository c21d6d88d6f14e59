using System.CommandLine;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo ui</c>, and <c>talo</c> alone in a terminal: the screens.</summary>
internal static class UiCommand
{
    /// <summary>The verb's name.</summary>
    public const string Name = "ui";

    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var store = StoreOption.Create();
        var loading = new ModelOptionSet();
        var command = new Command(Name, "Open the screens: the same work, to be watched; `talo` alone does it, too.") { store };
        loading.AddTo(command, withModel: false);
        command.SetAction(parsed => TerminalApp.HasTerminal
            ? TerminalApp.Run(new StartOptions(parsed.GetValue(store)!, loading.ReadLoading(parsed), loading.IsGiven(parsed), UserFolders.State), ScreenList.All)
            : throw new ModelException("the screens need a terminal; in a pipe or a script use the verbs: talo --help"));
        return command;
    }
}
