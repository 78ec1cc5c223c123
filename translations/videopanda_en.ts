<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>vp::ui::AnswerColumn</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerNeeds</name>
    <message numerus="yes">
        <source>The answer is scored again with one frame hidden, %n time(s).</source>
        <translation>
            <numerusform>The answer is scored again with one frame hidden, %n time.</numerusform>
            <numerusform>The answer is scored again with one frame hidden, %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchDialog</name>
    <message numerus="yes">
        <source>%n answer(s) written</source>
        <translation>
            <numerusform>%n answer written</numerusform>
            <numerusform>%n answers written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::BenchmarkDialog</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n film(s) missing</source>
        <translation>
            <numerusform>%n film missing</numerusform>
            <numerusform>%n films missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) twice</source>
        <translation>
            <numerusform>%n id twice</numerusform>
            <numerusform>%n ids twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) unreadable</source>
        <translation>
            <numerusform>%n entry unreadable</numerusform>
            <numerusform>%n entries unreadable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name no option</source>
        <translation>
            <numerusform>%n names no option</numerusform>
            <numerusform>%n name no option</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::CheckpointList</name>
    <message numerus="yes">
        <source>… and %n more problem(s)</source>
        <translation>
            <numerusform>… and %n more problem</numerusform>
            <numerusform>… and %n more problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::ConversationPanel</name>
    <message numerus="yes">
        <source>Asking again deletes the %n later answer(s) too.</source>
        <translation>
            <numerusform>Asking again deletes the %n later answer too.</numerusform>
            <numerusform>Asking again deletes the %n later answers too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Editing: asking replaces this answer and deletes the %n later one(s).</source>
        <translation>
            <numerusform>Editing: asking replaces this answer and deletes the %n later one.</numerusform>
            <numerusform>Editing: asking replaces this answer and deletes the %n later ones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This deletes the question, its answer and the %n later one(s).</source>
        <translation>
            <numerusform>This deletes the question, its answer and the %n later one.</numerusform>
            <numerusform>This deletes the question, its answer and the %n later ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::LibraryPanel</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::MapSource</name>
    <message numerus="yes">
        <source>each of %n decoder layer(s)</source>
        <translation>
            <numerusform>%n decoder layer by itself</numerusform>
            <numerusform>each of %n decoder layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>each of %n head(s)</source>
        <translation>
            <numerusform>%n head by itself</numerusform>
            <numerusform>each of %n heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::ModelNote</name>
    <message numerus="yes">
        <source>It learned conversations of %n question(s); further answers are less often right.</source>
        <translation>
            <numerusform>It learned conversations of %n question; further answers are less often right.</numerusform>
            <numerusform>It learned conversations of %n questions; further answers are less often right.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::PlanControls</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::TurnView</name>
    <message numerus="yes">
        <source>at most %n token(s)</source>
        <translation>
            <numerusform>at most %n token</numerusform>
            <numerusform>at most %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without %n earlier question(s)</source>
        <translation>
            <numerusform>without %n earlier question</numerusform>
            <numerusform>without %n earlier questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::VerifyDialog</name>
    <message numerus="yes">
        <source>%n question(s) asked again</source>
        <translation>
            <numerusform>%n question asked again</numerusform>
            <numerusform>%n questions asked again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) compared</source>
        <translation>
            <numerusform>%n token compared</numerusform>
            <numerusform>%n tokens compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Different in %n point(s)</source>
        <translation>
            <numerusform>Different in %n point</numerusform>
            <numerusform>Different in %n points</numerusform>
        </translation>
    </message>
</context>
</TS>
