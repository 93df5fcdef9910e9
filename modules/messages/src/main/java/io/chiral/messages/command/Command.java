package io.chiral.messages.command;

/** What a producer or an operator asks. Which it is stands in the record's CloudEvents type. */
public sealed interface Command
    permits StartStudy,
        StartRun,
        Evaluate,
        RecordOpinion,
        Cancel,
        Pause,
        Resume,
        Forget,
        PauseAll,
        ResumeAll {}
