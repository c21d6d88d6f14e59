namespace TaLo.NativeEngine.Tests;

public sealed class EngineKeyTests : IDisposable
{
    private readonly Playground _playground = new();

    public void Dispose() => _playground.Dispose();

    [Fact]
    public void Should_stay_while_nothing_changes() => Assert.Equal(Key(), Key());

    [Theory]
    [InlineData("CMakeLists.txt")]
    [InlineData("chat.cpp")]
    [InlineData("new.cpp")]
    public void Should_change_with_the_native_sources(string file)
    {
        var before = Key();

        File.AppendAllText(Path.Combine(_playground.Native, file), "\n");

        Assert.NotEqual(before, Key());
    }

    [Fact]
    public void Should_change_with_the_backends() => Assert.NotEqual(Key("cpu"), Key("cpu", "gpu"));

    [Fact]
    public void Should_change_with_a_pinned_hash()
    {
        var pins = _playground.Pins;
        var packages = pins.For(Platform.Current, ["cpu"]);

        var other = EngineKey.Of(pins with { Source = pins.Source with { Integrity = "sha512-x" } },
            Platform.Current, packages, _playground.Native);

        Assert.NotEqual(Key("cpu"), other);
    }

    [Fact]
    public void Should_not_change_with_pins_that_are_not_used()
    {
        var alone = _playground.Pins with
        {
            Platforms = new Dictionary<string, IReadOnlyDictionary<string, Package>>
            {
                [Platform.Current] = _playground.Pins.Platforms[Platform.Current]
                    .Where(backend => backend.Key == "cpu").ToDictionary(),
            },
        };

        Assert.Equal(Key("cpu"),
            EngineKey.Of(alone, Platform.Current, alone.For(Platform.Current, ["cpu"]), _playground.Native));
    }

    private string Key(params string[] backends)
    {
        var packages = _playground.Pins.For(Platform.Current, backends.Length > 0 ? backends : ["cpu"]);
        return EngineKey.Of(_playground.Pins, Platform.Current, packages, _playground.Native);
    }
}
