using TaLo.Matching;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Tests.Profiles;

namespace TaLo.Tests.Matching;

public class ProfileMatcherTests
{
    private static readonly TaskProfile Flags = SomeProfile.Asked("flags", 7, "Whose flag is at the top?", "Whose flag is at the bottom?");
    private static readonly TaskProfile Digits = SomeProfile.Asked("digits", null, "Which digit is on the left?", "Which digit is on the right?");
    private static readonly TaskProfile Places = SomeProfile.Asked(
        "places", 3, [.. "dog cup guitar car tree cow key ball hat sun moon boat fish drum lamp".Split(' ').Select(thing => $"Where is the {thing}?")]);

    [Fact]
    public void Should_Choose_The_Task_And_Say_How_Close()
    {
        var match = Match("whose flag is at the bottom", Digits, Flags, Places);

        Assert.Same(Flags, match.Profile);
        Assert.Equal($"closest to flags, 1.00, profile {Flags.Id}, robust", match.Reason);
        Assert.Equal(["flags", "digits"], match.Ranked.Select(r => r.Profile.Task).Where(t => t != "places"));
        Assert.Equal("Whose flag is at the bottom?", match.Ranked[0].Example);
    }

    [Fact]
    public void Should_Choose_A_Profile_That_Keeps_The_Base_Model_And_Say_So()
    {
        var match = Match("Which digit is on the left?", Digits, Flags);

        Assert.Same(Digits, match.Profile);
        Assert.Equal($"closest to digits, 1.00, whose profile {Digits.Id}, robust, keeps the base model", match.Reason);
    }

    [Fact]
    public void Should_Find_A_Task_Whose_Questions_Have_A_Word_That_Changes() =>
        Assert.Same(Places, Match("Where is the elephant?", Digits, Flags, Places).Profile);

    [Fact]
    public void Should_Use_The_Base_Model_Where_Nothing_Is_Close()
    {
        var match = Match("What is the woman in the red dress doing?", Digits, Flags, Places);

        Assert.Null(match.Profile);
        Assert.StartsWith("nothing is close; the closest is ", match.Reason);
        Assert.EndsWith(", below 0.72", match.Reason);
        Assert.Equal(3, match.Ranked.Count);
    }

    [Fact]
    public void Should_Use_The_Base_Model_Where_Two_Are_Equally_Close_And_Differ()
    {
        var same = Flags with { Task = "banners" };
        var other = same with { Knockout = new Knockout(2, Module.Attention) };

        Assert.Equal("flags", Match("Whose flag is at the top?", Flags, same).Profile?.Task);
        var match = Match("Whose flag is at the top?", Flags, other);
        Assert.Null(match.Profile);
        Assert.Equal("flags, 1.00, and banners, 1.00, are equally close and their profiles differ", match.Reason);
    }

    [Fact]
    public void Should_Leave_Out_Other_Models_And_Take_The_Latest_Tested_Decision()
    {
        var foreign = Flags with { Model = Flags.Model with { Fingerprint = new string('c', 64) }, Knockout = new Knockout(1, Module.Ffn) };
        var later = Flags with { Knockout = null, Created = Flags.Created.AddDays(1) };
        var untested = Flags with { Protocol = "paper", Knockout = new Knockout(2, Module.Attention), Created = Flags.Created.AddDays(2) };

        var match = ProfileMatcher.Of(SomeProfile.Model, [foreign, later, untested, Flags]).Match("Whose flag is at the top?");

        Assert.Same(later, match.Profile);
        Assert.Single(match.Ranked);
    }

    [Fact]
    public void Should_Say_Which_Profiles_Keep_No_Questions()
    {
        var old = SomeProfile.Of("maps", 3);

        var match = Match("Whose flag is at the top?", old, Flags);
        Assert.Same(Flags, match.Profile);
        Assert.Same(old, Assert.Single(match.Unmatchable));

        var alone = Match("Whose flag is at the top?", old);
        Assert.Null(alone.Profile);
        Assert.Equal("the one profile of this model keeps no questions to be matched with; adapt again", alone.Reason);
        Assert.StartsWith("no profile of this model is stored", Match("Whose?").Reason);
    }

    private static ProfileMatch Match(string question, params TaskProfile[] profiles) =>
        ProfileMatcher.Of(SomeProfile.Model, profiles).Match(question);
}
