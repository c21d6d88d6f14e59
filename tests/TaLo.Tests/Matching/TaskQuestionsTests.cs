using TaLo.Profiles;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Matching;

public class TaskQuestionsTests
{
    [Fact]
    public void Should_Keep_Different_Questions_The_Most_Frequent_First() =>
        Assert.Equal(["two", "one"], TaskQuestions.From(["one", "two", " two ", "", " "]).Examples);

    [Fact]
    public void Should_Stay_Small()
    {
        var questions = TaskQuestions.From(Enumerable.Range(0, 1000).Select(i => $"{i} " + new string('x', 1000)));

        Assert.Equal(TaskQuestions.MaxExamples, questions.Examples.Count);
        Assert.All(questions.Examples, e => Assert.Equal(TaskQuestions.MaxLength, e.Length));
    }

    [Fact]
    public void Should_Not_Cut_A_Character_In_Two() =>
        Assert.Equal(TaskQuestions.MaxLength - 1, TaskQuestions.From([new string('x', TaskQuestions.MaxLength - 1) + "🦜"]).Examples[0].Length);

    [Fact]
    public void Should_Read_The_Samples_That_Can_Be_Read()
    {
        var data = new FakeDataSet(tasks: 2, samplesPerTask: 3);
        data.Broken.Add("2");

        Assert.Equal(["Question 0?", "Question 5?"], TaskQuestions.From(data, ["5", "2", "0", "77"]).Examples);
    }
}
