using CsCheck;
using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class LayerSelectionTests
{
    [Theory]
    [InlineData("all", "0 1 2 3 4 5 6 7")]
    [InlineData(" ALL ", "0 1 2 3 4 5 6 7")]
    [InlineData("1-3", "1 2 3")]
    [InlineData("0,3,5-7", "0 3 5 6 7")]
    [InlineData("5 - 7, 0", "0 5 6 7")]
    [InlineData("3,3,2-4", "2 3 4")]
    public void Should_Read(string text, string layers) =>
        Assert.Equal(layers, string.Join(' ', LayerSelection.Parse(text, 8)));

    [Theory]
    [InlineData("", "'' is no layer")]
    [InlineData("1,", "'' is no layer")]
    [InlineData("a", "'a' is no layer")]
    [InlineData("-1", "'' is no layer")]
    [InlineData("1-2-3", "'1-2-3' is no layer")]
    [InlineData("8", "there is no layer 8: the model has layers 0-7")]
    [InlineData("3-99999999999", "there is no layer 99999999999")]
    [InlineData("5-3", "runs backwards: write 3-5")]
    public void Should_Refuse(string text, string reason)
    {
        var error = Assert.Throws<SelectionException>(() => LayerSelection.Parse(text, 8));

        Assert.Contains(reason, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Should_Give_Existing_Layers_Or_The_One_Error_For_Any_Text() =>
        Gen.String[Gen.Char["0123456789,- al"], 0, 12].Sample(text =>
        {
            try
            {
                var layers = LayerSelection.Parse(text, 12);
                Assert.Equal(layers.Distinct().Order(), layers);
                Assert.All(layers, l => Assert.InRange(l, 0, 11));
            }
            catch (SelectionException)
            {
            }
        });

    [Fact]
    public void Should_Read_None_As_The_Base_Model_Alone() => Assert.Empty(LayerSelection.Parse("none", 4));
}
