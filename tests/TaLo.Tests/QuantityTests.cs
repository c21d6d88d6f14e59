namespace TaLo.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData(0, "0 stored sweeps")]
    [InlineData(1, "1 stored sweep")]
    [InlineData(2, "2 stored sweeps")]
    public void Should_Use_The_Singular_For_One_Alone(int count, string text) => Assert.Equal(text, Quantity.Of(count, "stored sweep"));
}
