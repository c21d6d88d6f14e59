using TaLo.Terminal.Commands;
using TaLo.Tests.Architecture;

namespace TaLo.Terminal.Tests;

/// <summary>The plan of docs/architecture.md, held for the program.</summary>
public sealed class ProgramRoomsTests
{
    private static readonly Rooms Rooms = new(typeof(TaloProgram).Assembly,
    [
        "TaLo.Terminal", "TaLo.Terminal.Library", "TaLo.Terminal.Diagnosis", "TaLo.Terminal.Views", "TaLo.Terminal.Chats", "TaLo.Terminal.Ui",
        "TaLo.Terminal.Screens.Sweeping", "TaLo.Terminal.Screens.Layers", "TaLo.Terminal.Screens.Chatting",
        "TaLo.Terminal.Screens.Comparing", "TaLo.Terminal.Screens",
        "TaLo.Terminal.Commands",
    ]);

    [Fact]
    public void Should_Have_Exactly_The_Planned_Rooms()
    {
        Assert.Empty(Rooms.Unplanned);
        Assert.Empty(Rooms.Missing);
    }

    [Fact]
    public void Should_Never_Use_A_Room_Above() => Assert.Empty(Rooms.Upwards);

    [Fact]
    public void Should_Draw_Only_Where_The_Screens_Are() => Assert.All(
        Rooms.UsersOf("Terminal.Gui."), user => Assert.True(
            user.StartsWith("TaLo.Terminal.Ui.", StringComparison.Ordinal) || user.StartsWith("TaLo.Terminal.Screens.", StringComparison.Ordinal), user));
}
