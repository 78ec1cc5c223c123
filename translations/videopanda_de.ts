<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Program</name>
    <message>
        <source>--%1 is &quot;%2&quot;; it can be %3.</source>
        <translation>--%1 ist „%2“; möglich ist %3.</translation>
    </message>
    <message>
        <source>--%1 is &quot;%2&quot;; it must be a whole number of at least %3.</source>
        <translation>--%1 ist „%2“; nötig ist eine ganze Zahl von mindestens %3.</translation>
    </message>
    <message>
        <source>Asks questions about video files and shows where the model looked.</source>
        <translation>Stellt Fragen zu Videodateien und zeigt, wohin das Modell geschaut hat.</translation>
    </message>
    <message>
        <source>Video file to open.</source>
        <translation>Videodatei, die geöffnet wird.</translation>
    </message>
    <message>
        <source>Checkpoint folder, or builtin; when absent VIDEOPANDA_MODEL&apos;s, else the one chosen last, else the built-in model.</source>
        <translation>Checkpoint-Ordner oder builtin; ohne Angabe der aus VIDEOPANDA_MODEL, sonst der zuletzt gewählte, sonst das mitgelieferte Modell.</translation>
    </message>
    <message>
        <source>auto, cpu or cuda.</source>
        <translation>auto, cpu oder cuda.</translation>
    </message>
    <message>
        <source>auto, float32, bfloat16 or float16.</source>
        <translation>auto, float32, bfloat16 oder float16.</translation>
    </message>
    <message>
        <source>Threads of the model; 0: one a core.</source>
        <translation>Threads des Modells; 0: einer je Kern.</translation>
    </message>
    <message>
        <source>Longest answer in tokens.</source>
        <translation>Längste Antwort in Token.</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light oder dark.</translation>
    </message>
    <message>
        <source>system, en, de or zh_CN.</source>
        <translation>system, en, de oder zh_CN.</translation>
    </message>
    <message>
        <source>One video can be opened at a time.</source>
        <translation>Es kann nur ein Video auf einmal geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>vp::ui::AboutDialog</name>
    <message>
        <source>About Video-Panda Studio</source>
        <translation>Über Video-Panda Studio</translation>
    </message>
    <message>
        <source>Video-Panda Studio %1</source>
        <translation>Video-Panda Studio %1</translation>
    </message>
    <message>
        <source>Asks questions about video files and shows where the model looked. Everything is computed on this machine.

Free software under the GNU General Public License, version 3 or later, without any warranty. The weights of a model have their own licence.

The model: Yi, Wasim, Luo, Naseer, Gall: Video-Panda, CVPR 2025.</source>
        <translation>Stellt Fragen zu Videodateien und zeigt, wohin das Modell geschaut hat. Alles wird auf diesem Rechner berechnet.

Freie Software unter der GNU General Public License, Version 3 oder später, ohne jede Gewährleistung. Die Gewichte eines Modells haben ihre eigene Lizenz.

Das Modell: Yi, Wasim, Luo, Naseer, Gall: Video-Panda, CVPR 2025.</translation>
    </message>
    <message>
        <source>Versions and machine</source>
        <translation>Versionen und Rechner</translation>
    </message>
    <message>
        <source>C&amp;opy versions</source>
        <translation>Versionen k&amp;opieren</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>Copy this list, for a report</source>
        <translation>Diese Liste kopieren, etwa für eine Fehlermeldung</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Dieser Rechner wird untersucht …</translation>
    </message>
    <message>
        <source>Program: %1</source>
        <translation>Programm: %1</translation>
    </message>
    <message>
        <source>Processor: %1 (%2)</source>
        <translation>Prozessor: %1 (%2)</translation>
    </message>
    <message>
        <source>Threads: %1 of %2 cores</source>
        <translation>Threads: %1 bei %2 Kernen</translation>
    </message>
    <message>
        <source>Devices: %1</source>
        <translation>Geräte: %1</translation>
    </message>
    <message>
        <source>Memory: %1, of which %2 is free</source>
        <translation>Speicher: %1, davon %2 frei</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerSettings</name>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>0 (greedy)</source>
        <translation>0 (greedy)</translation>
    </message>
    <message>
        <source>0 takes the likeliest token every time; larger values vary the answer</source>
        <translation>0 nimmt jedes Mal das wahrscheinlichste Token; größere Werte variieren die Antwort</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1: all of them</source>
        <translation>Nur die wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit haben; 1: alle</translation>
    </message>
    <message>
        <source>&amp;Longest answer</source>
        <translation>&amp;Längste Antwort</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Längste Antwort in Token</translation>
    </message>
    <message>
        <source>After so many tokens an answer ends, finished or not</source>
        <translation>Nach so vielen Token endet eine Antwort, ob fertig oder nicht</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>Startw&amp;ert</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed and settings give the same answer; it is recorded in transcripts</source>
        <translation>Gleicher Startwert und gleiche Einstellungen geben die gleiche Antwort; er steht im Protokoll</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset the settings of answers</source>
        <translation>Antworteinstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Back to greedy answers of the usual length</source>
        <translation>Zurück zur wahrscheinlichsten Antwort in üblicher Länge</translation>
    </message>
    <message>
        <source>T&amp;op-p</source>
        <translation>T&amp;op-p</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>vp::ui::AttentionPanel</name>
    <message>
        <source>Which map is shown</source>
        <translation>Welche Karte gezeigt wird</translation>
    </message>
    <message>
        <source>Frames that were shown to the model appear here.</source>
        <translation>Hier erscheinen die Bilder, die das Modell gesehen hat.</translation>
    </message>
    <message>
        <source>frame %1 at %2, as the model saw it</source>
        <translation>Bild %1 bei %2, wie das Modell es sah</translation>
    </message>
    <message>
        <source>nearest sampled frame: %1 at %2</source>
        <translation>nächstes gesehenes Bild: %1 bei %2</translation>
    </message>
    <message>
        <source>Sampled frame %1 at %2</source>
        <translation>Gesehenes Bild %1 bei %2</translation>
    </message>
    <message>
        <source>Nearest sampled frame: %1 at %2</source>
        <translation>Nächstes gesehenes Bild: %1 bei %2</translation>
    </message>
    <message>
        <source>%1 × %2 patches</source>
        <translation>%1 × %2 Felder</translation>
    </message>
    <message>
        <source>%1 × %2 tokens</source>
        <translation>%1 × %2 Token</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation>%1 · %2 · %3 · %4</translation>
    </message>
</context>
<context>
    <name>vp::ui::CheckpointList</name>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>About the chosen checkpoint</source>
        <translation>Zum gewählten Checkpoint</translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Add checkpoint folder</source>
        <translation>Checkpoint-Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder with config.json, tokenizer and weights to the list</source>
        <translation>Einen Ordner mit config.json, Tokenizer und Gewichten in die Liste aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Remove from list</source>
        <translation>Aus der Liste &amp;entfernen</translation>
    </message>
    <message>
        <source>Remove checkpoint from list</source>
        <translation>Checkpoint aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Forget this folder; nothing on the disk is touched</source>
        <translation>Diesen Ordner vergessen; auf der Platte ändert sich nichts</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Mitgeliefertes Modell</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Choose a checkpoint, or add a folder.</source>
        <translation>Wählen Sie einen Checkpoint, oder fügen Sie einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>%1 million parameters in use</source>
        <translation>%1 Millionen Parameter in Gebrauch</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more problem(s)</source>
        <translation>
            <numerusform>… und %n weiteres Problem</numerusform>
            <numerusform>… und %n weitere Probleme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vp::ui::ConversationPanel</name>
    <message>
        <source>Settings of answers</source>
        <translation>Antworteinstellungen</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask this question (Enter)</source>
        <translation>Diese Frage stellen (Eingabetaste)</translation>
    </message>
    <message>
        <source>What the question will cost</source>
        <translation>Was die Frage kosten wird</translation>
    </message>
    <message>
        <source>Before asking: tokens of the prompt, memory for their keys and values, and the time to the first token, from what was measured with this model on this machine.</source>
        <translation>Vor dem Fragen: Token des Prompts, Speicher für ihre Schlüssel und Werte und die Zeit bis zum ersten Token, nach dem, was mit diesem Modell auf diesem Rechner gemessen wurde.</translation>
    </message>
    <message>
        <source>&amp;Write a question</source>
        <translation>&amp;Frage schreiben</translation>
    </message>
    <message>
        <source>Put the cursor into the field for questions (Ctrl+L)</source>
        <translation>Den Cursor in das Fragefeld setzen (Strg+L)</translation>
    </message>
    <message>
        <source>Ask the last question a&amp;gain</source>
        <translation>Letzte Frage &amp;erneut stellen</translation>
    </message>
    <message>
        <source>Replaces the last answer, with the present settings (Ctrl+R)</source>
        <translation>Ersetzt die letzte Antwort, mit den jetzigen Einstellungen (Strg+R)</translation>
    </message>
    <message>
        <source>&amp;Edit the last question</source>
        <translation>Letzte Frage &amp;bearbeiten</translation>
    </message>
    <message>
        <source>Change the last question and ask it again (F2)</source>
        <translation>Die letzte Frage ändern und erneut stellen (F2)</translation>
    </message>
    <message>
        <source>&amp;Delete the last question</source>
        <translation>Letzte Frage &amp;löschen</translation>
    </message>
    <message>
        <source>Delete the last question and its answer (Ctrl+Shift+Del)</source>
        <translation>Die letzte Frage und ihre Antwort löschen (Strg+Umschalt+Entf)</translation>
    </message>
    <message>
        <source>Temperature, top-p, length and seed (Ctrl+Shift+S)</source>
        <translation>Temperatur, Top-p, Länge und Startwert (Strg+Umschalt+S)</translation>
    </message>
    <message>
        <source>Ask about the video</source>
        <translation>Fragen Sie etwas zum Video</translation>
    </message>
    <message>
        <source>Ask a follow-up</source>
        <translation>Fragen Sie weiter</translation>
    </message>
    <message numerus="yes">
        <source>Asking again deletes the %n later answer(s) too.</source>
        <translation>
            <numerusform>Erneut zu fragen löscht auch %n spätere Antwort.</numerusform>
            <numerusform>Erneut zu fragen löscht auch %n spätere Antworten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message numerus="yes">
        <source>Editing: asking replaces this answer and deletes the %n later one(s).</source>
        <translation>
            <numerusform>Bearbeiten: Fragen ersetzt diese Antwort und löscht %n spätere.</numerusform>
            <numerusform>Bearbeiten: Fragen ersetzt diese Antwort und löscht %n spätere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Editing: asking replaces this answer.</source>
        <translation>Bearbeiten: Fragen ersetzt diese Antwort.</translation>
    </message>
    <message>
        <source>Editing: asking replaces this question.</source>
        <translation>Bearbeiten: Fragen ersetzt diese Frage.</translation>
    </message>
    <message numerus="yes">
        <source>This deletes the question, its answer and the %n later one(s).</source>
        <translation>
            <numerusform>Das löscht die Frage, ihre Antwort und %n spätere.</numerusform>
            <numerusform>Das löscht die Frage, ihre Antwort und %n spätere.</numerusform>
        </translation>
    </message>
    <message>
        <source>This deletes the question and its answer.</source>
        <translation>Das löscht die Frage und ihre Antwort.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>&amp;Settings of answers</source>
        <translation>&amp;Antworteinstellungen</translation>
    </message>
</context>
<context>
    <name>vp::ui::EmptyState</name>
    <message>
        <source>Open video…</source>
        <translation>Video öffnen …</translation>
    </message>
    <message>
        <source>Choose a video file (Ctrl+O)</source>
        <translation>Eine Videodatei wählen (Strg+O)</translation>
    </message>
    <message>
        <source>Open the sample clip</source>
        <translation>Beispielclip öffnen</translation>
    </message>
    <message>
        <source>Nine seconds: a red ball rolls through a hall, a blue square appears</source>
        <translation>Neun Sekunden: Ein roter Ball rollt durch eine Halle, ein blaues Quadrat erscheint</translation>
    </message>
    <message>
        <source>Choose checkpoint folder…</source>
        <translation>Checkpoint-Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)</source>
        <translation>Den Ordner eines Video-Panda-Checkpoints wählen (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>The built-in model knows drawn shapes only: it answers short questions in English about the colour, shape, number, size, place, movement and order of shapes in drawn clips. It knows nothing of the real world; for real videos choose a released checkpoint.</source>
        <translation>Das mitgelieferte Modell kennt nur gezeichnete Formen: Es beantwortet kurze Fragen auf Englisch nach Farbe, Form, Anzahl, Größe, Ort, Bewegung und Reihenfolge von Formen in gezeichneten Clips. Von der wirklichen Welt weiß es nichts; wählen Sie für echte Videos einen veröffentlichten Checkpoint.</translation>
    </message>
    <message>
        <source>This installation comes without a model of its own.</source>
        <translation>Diese Installation enthält kein eigenes Modell.</translation>
    </message>
    <message>
        <source>Ask about a video</source>
        <translation>Zu einem Video fragen</translation>
    </message>
    <message>
        <source>Open a video to watch it. Answers and attention maps come from a Video-Panda checkpoint: choose the folder with its config.json, tokenizer and weights.</source>
        <translation>Öffnen Sie ein Video, um es anzusehen. Antworten und Aufmerksamkeitskarten kommen von einem Video-Panda-Checkpoint: Wählen Sie den Ordner mit config.json, Tokenizer und Gewichten.</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>The video can be watched without one. Answers and attention maps come from a Video-Panda checkpoint: choose the folder with its config.json, tokenizer and weights.</source>
        <translation>Das Video lässt sich auch ohne ansehen. Antworten und Aufmerksamkeitskarten kommen von einem Video-Panda-Checkpoint: Wählen Sie den Ordner mit config.json, Tokenizer und Gewichten.</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>The video can be watched meanwhile; a question can be written and waits for the model.</source>
        <translation>Das Video lässt sich derweil ansehen; eine Frage kann geschrieben werden und wartet auf das Modell.</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>Video öffnen</translation>
    </message>
    <message>
        <source>Drop a file into the window, or choose one. Any file that FFmpeg reads will do.</source>
        <translation>Ziehen Sie eine Datei in das Fenster, oder wählen Sie eine. Jede Datei, die FFmpeg liest, ist recht.</translation>
    </message>
    <message>
        <source>Ask about this video</source>
        <translation>Zu diesem Video fragen</translation>
    </message>
    <message>
        <source>Write a question below and press Enter. Follow-up questions know what was said before.</source>
        <translation>Schreiben Sie unten eine Frage und drücken Sie die Eingabetaste. Weitere Fragen kennen das bisher Gesagte.</translation>
    </message>
    <message>
        <source>What is happening in the video?</source>
        <translation>Was geschieht in dem Video?</translation>
    </message>
    <message>
        <source>Who or what can be seen?</source>
        <translation>Wer oder was ist zu sehen?</translation>
    </message>
    <message>
        <source>How does the scene change?</source>
        <translation>Wie ändert sich die Szene?</translation>
    </message>
    <message>
        <source>Put this question into the field</source>
        <translation>Diese Frage in das Feld setzen</translation>
    </message>
</context>
<context>
    <name>vp::ui::EvidenceRow</name>
    <message>
        <source>Most attended:</source>
        <translation>Meist beachtet:</translation>
    </message>
    <message>
        <source>The sampled frames on which most of the visual part&apos;s attention (GSTRA) falls. It belongs to the video, not to the question.</source>
        <translation>Die gesehenen Bilder, auf die das meiste der Aufmerksamkeit des visuellen Teils (GSTRA) fällt. Sie gehört zum Video, nicht zur Frage.</translation>
    </message>
    <message>
        <source>Go to frame %1 at %2</source>
        <translation>Zu Bild %1 bei %2 gehen</translation>
    </message>
    <message>
        <source>Frame %1 at %2: %3 % of GSTRA&apos;s attention in its chunk. Click to go there.</source>
        <translation>Bild %1 bei %2: %3 % der GSTRA-Aufmerksamkeit seines Abschnitts. Klicken, um dorthin zu gehen.</translation>
    </message>
</context>
<context>
    <name>vp::ui::Failure</name>
    <message>
        <source>The file could not be written.</source>
        <translation>Die Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>This cannot be done as it was asked for.</source>
        <translation>Das geht so nicht.</translation>
    </message>
    <message>
        <source>The video cannot be used.</source>
        <translation>Das Video ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The model&apos;s checkpoint cannot be used.</source>
        <translation>Der Checkpoint des Modells ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The device is missing, or there is not enough memory.</source>
        <translation>Das Gerät fehlt, oder der Speicher reicht nicht.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Es wurde angehalten.</translation>
    </message>
</context>
<context>
    <name>vp::ui::FileChooser</name>
    <message>
        <source>Open video</source>
        <translation>Video öffnen</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Choose checkpoint folder</source>
        <translation>Checkpoint-Ordner wählen</translation>
    </message>
    <message>
        <source>Save transcript</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>vp::ui::Forecast</name>
    <message>
        <source>%1 video + %2 earlier + %3 question</source>
        <translation>%1 Video + %2 davor + %3 Frage</translation>
    </message>
    <message>
        <source>%1 tokens (%2) do not fit into the model&apos;s context of %3</source>
        <translation>%1 Token (%2) passen nicht in den Kontext des Modells von %3</translation>
    </message>
    <message>
        <source>time not measured yet</source>
        <translation>Zeit noch nicht gemessen</translation>
    </message>
    <message>
        <source>analysis and first token: about %1</source>
        <translation>Analyse und erstes Token: etwa %1</translation>
    </message>
    <message>
        <source>first token: about %1</source>
        <translation>erstes Token: etwa %1</translation>
    </message>
    <message>
        <source>%1 tokens (%2) · %3 of key/value memory · %4</source>
        <translation>%1 Token (%2) · %3 für Schlüssel und Werte · %4</translation>
    </message>
</context>
<context>
    <name>vp::ui::FrameStrip</name>
    <message>
        <source>Frames shown to the model</source>
        <translation>Bilder, die das Modell gesehen hat</translation>
    </message>
</context>
<context>
    <name>vp::ui::FrameThumbnail</name>
    <message>
        <source>Frame %1 at %2</source>
        <translation>Bild %1 bei %2</translation>
    </message>
    <message>
        <source>Frame %1 at %2: click to go there</source>
        <translation>Bild %1 bei %2: klicken, um dorthin zu gehen</translation>
    </message>
    <message>
        <source>#%1 · %2</source>
        <translation>#%1 · %2</translation>
    </message>
</context>
<context>
    <name>vp::ui::MainWindow</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Show or hide this panel</source>
        <translation>Diesen Bereich zeigen oder verbergen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open video…</source>
        <translation>Video ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Choose a video file</source>
        <translation>Eine Videodatei wählen</translation>
    </message>
    <message>
        <source>Open the sample c&amp;lip</source>
        <translation>Be&amp;ispielclip öffnen</translation>
    </message>
    <message>
        <source>Open the short drawn clip that comes with the program</source>
        <translation>Den kurzen gezeichneten Clip öffnen, der mit dem Programm kommt</translation>
    </message>
    <message>
        <source>Choose &amp;checkpoint folder…</source>
        <translation>&amp;Checkpoint-Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint</source>
        <translation>Den Ordner eines Video-Panda-Checkpoints wählen</translation>
    </message>
    <message>
        <source>Use the &amp;built-in model</source>
        <translation>&amp;Mitgeliefertes Modell verwenden</translation>
    </message>
    <message>
        <source>Go back to the model that comes with the program</source>
        <translation>Zurück zum Modell, das mit dem Programm kommt</translation>
    </message>
    <message>
        <source>&amp;Save transcript…</source>
        <translation>Protokoll &amp;speichern …</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>Language, theme, colours, model, device and precision</source>
        <translation>Sprache, Erscheinungsbild, Farben, Modell, Gerät und Genauigkeit</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Attention</source>
        <translation>&amp;Aufmerksamkeit</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Gespräch</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>Stop what is running</source>
        <translation>Anhalten, was gerade läuft</translation>
    </message>
    <message>
        <source>&amp;Copy conversation</source>
        <translation>Gespräch &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy all questions and answers as plain text</source>
        <translation>Alle Fragen und Antworten als reinen Text kopieren</translation>
    </message>
    <message>
        <source>Start a&amp;new</source>
        <translation>&amp;Neu beginnen</translation>
    </message>
    <message>
        <source>Forget all questions and answers about this video</source>
        <translation>Alle Fragen und Antworten zu diesem Video vergessen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Put all panels back in their places</source>
        <translation>Alle Bereiche an ihren Platz zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Video-Panda Studio</source>
        <translation>Ü&amp;ber Video-Panda Studio</translation>
    </message>
    <message>
        <source>Versions and licence</source>
        <translation>Versionen und Lizenz</translation>
    </message>
    <message>
        <source>Analysing the video…</source>
        <translation>Das Video wird analysiert …</translation>
    </message>
    <message>
        <source>Frames that were shown to the model appear here.</source>
        <translation>Hier erscheinen die Bilder, die das Modell gesehen hat.</translation>
    </message>
    <message>
        <source>The window closes as soon as the transcript is saved.</source>
        <translation>Das Fenster schließt sich, sobald das Protokoll gespeichert ist.</translation>
    </message>
    <message>
        <source>There are no frames: the video cannot be read.</source>
        <translation>Es gibt keine Bilder: Das Video ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The transcript was saved as %1.</source>
        <translation>Das Protokoll wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>Not asked: no model was loaded.</source>
        <translation>Nicht gestellt: Es wurde kein Modell geladen.</translation>
    </message>
    <message>
        <source>The analysis was stopped. Asking a question starts it again.</source>
        <translation>Die Analyse wurde angehalten. Eine Frage startet sie erneut.</translation>
    </message>
    <message>
        <source>The video could not be analysed.</source>
        <translation>Das Video konnte nicht analysiert werden.</translation>
    </message>
    <message>
        <source>Stopped before the first word.</source>
        <translation>Vor dem ersten Wort angehalten.</translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation>Nicht beantwortet.</translation>
    </message>
    <message>
        <source>the built-in model</source>
        <translation>Mitgeliefertes Modell</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen …</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Mitgeliefertes Modell</translation>
    </message>
    <message>
        <source>An answer is being written. Save when it has ended, or stop it (Esc).</source>
        <translation>Gerade wird eine Antwort geschrieben. Speichern Sie danach, oder halten Sie sie an (Esc).</translation>
    </message>
    <message>
        <source>Save the questions, the answers and all settings as Markdown or JSON</source>
        <translation>Fragen, Antworten und alle Einstellungen als Markdown oder JSON speichern</translation>
    </message>
    <message>
        <source>Video-Panda Studio</source>
        <translation>Video-Panda Studio</translation>
    </message>
    <message>
        <source>%1 – Video-Panda Studio</source>
        <translation>%1 – Video-Panda Studio</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapImage</name>
    <message>
        <source>mean of %1 heads</source>
        <translation>Mittel von %1 Köpfen</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>Maximum von %1 Köpfen</translation>
    </message>
    <message>
        <source>head %1 of %2 (from 0)</source>
        <translation>Kopf %1 von %2 (ab 0)</translation>
    </message>
</context>
<context>
    <name>vp::ui::MassCurve</name>
    <message>
        <source>GSTRA mass over time</source>
        <translation>GSTRA-Anteil über die Zeit</translation>
    </message>
    <message>
        <source>GSTRA mass per frame</source>
        <translation>GSTRA-Anteil je Bild</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>GSTRA&apos;s share of attention per sampled frame, once the video is analysed</source>
        <translation>Anteil der GSTRA-Aufmerksamkeit je gesehenem Bild, sobald das Video analysiert ist</translation>
    </message>
    <message>
        <source>GSTRA&apos;s share of attention per sampled frame of its chunk (%1).
The dotted line is an even share. Click to seek.</source>
        <translation>Anteil der GSTRA-Aufmerksamkeit je gesehenem Bild in seinem Abschnitt (%1).
Die punktierte Linie ist ein gleicher Anteil. Klicken, um dorthin zu springen.</translation>
    </message>
</context>
<context>
    <name>vp::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>Text der Meldung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>vp::ui::OverlayControls</name>
    <message>
        <source>&amp;Smooth</source>
        <translation>Geg&amp;lättet</translation>
    </message>
    <message>
        <source>Map: %1</source>
        <translation>Karte: %1</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>&amp;Aus</translation>
    </message>
    <message>
        <source>No map over the picture (Ctrl+1)</source>
        <translation>Keine Karte über dem Bild (Strg+1)</translation>
    </message>
    <message>
        <source>&amp;FSRA</source>
        <translation>&amp;FSRA</translation>
    </message>
    <message>
        <source>Frame-wise spatial attention: where the model looked in each frame (Ctrl+2)</source>
        <translation>Räumliche Aufmerksamkeit je Bild: wohin das Modell in jedem Bild geschaut hat (Strg+2)</translation>
    </message>
    <message>
        <source>&amp;GSTRA</source>
        <translation>&amp;GSTRA</translation>
    </message>
    <message>
        <source>Global spatio-temporal attention over the four frames of a chunk (Ctrl+3)</source>
        <translation>Globale räumlich-zeitliche Aufmerksamkeit über die vier Bilder eines Abschnitts (Strg+3)</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Aufmerksamkeitsköpfe</translation>
    </message>
    <message>
        <source>Which attention heads; they are counted from 0, as in exported maps</source>
        <translation>Welche Aufmerksamkeitsköpfe; gezählt wird ab 0, wie in exportierten Karten</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Colours from the smallest to the largest value of each map</source>
        <translation>Farben vom kleinsten zum größten Wert jeder Karte</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the map over the picture</source>
        <translation>Deckkraft der Karte über dem Bild</translation>
    </message>
    <message>
        <source>Opacity in per cent</source>
        <translation>Deckkraft in Prozent</translation>
    </message>
    <message>
        <source>Interpolate between the map&apos;s cells instead of showing them as they are (Ctrl+4)</source>
        <translation>Zwischen den Feldern der Karte interpolieren, statt sie zu zeigen, wie sie sind (Strg+4)</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Geglättet</translation>
    </message>
    <message>
        <source>Mean of heads</source>
        <translation>Mittel der Köpfe</translation>
    </message>
    <message>
        <source>Maximum of heads</source>
        <translation>Maximum der Köpfe</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Opac&amp;ity</source>
        <translation>Dec&amp;kkraft</translation>
    </message>
</context>
<context>
    <name>vp::ui::PendingBar</name>
    <message>
        <source>Before something is lost</source>
        <translation>Bevor etwas verloren geht</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the conversation as it is (Esc)</source>
        <translation>Das Gespräch lassen, wie es ist (Esc)</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlayerPanel</name>
    <message>
        <source>%1 cannot be played</source>
        <translation>%1 kann nicht abgespielt werden</translation>
    </message>
    <message>
        <source>Drop another file here, or choose File &gt; Open video (Ctrl+O).</source>
        <translation>Ziehen Sie eine andere Datei hierher, oder wählen Sie Datei &gt; Video öffnen (Strg+O).</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Step one frame &amp;back</source>
        <translation>Ein Bild &amp;zurück</translation>
    </message>
    <message>
        <source>One frame back (comma or Left)</source>
        <translation>Ein Bild zurück (Komma oder Links)</translation>
    </message>
    <message>
        <source>Step one frame &amp;forward</source>
        <translation>Ein Bild &amp;vor</translation>
    </message>
    <message>
        <source>One frame forward (full stop or Right)</source>
        <translation>Ein Bild vor (Punkt oder Rechts)</translation>
    </message>
    <message>
        <source>F&amp;irst frame</source>
        <translation>&amp;Erstes Bild</translation>
    </message>
    <message>
        <source>First frame (Home)</source>
        <translation>Erstes Bild (Pos1)</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>&amp;Letztes Bild</translation>
    </message>
    <message>
        <source>Last frame (End)</source>
        <translation>Letztes Bild (Ende)</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Stumm</translation>
    </message>
    <message>
        <source>Sound on or off (Ctrl+M)</source>
        <translation>Ton an oder aus (Strg+M)</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>No video is open</source>
        <translation>Kein Video ist geöffnet</translation>
    </message>
    <message>
        <source>Drop a file here, or choose File &gt; Open video (Ctrl+O).</source>
        <translation>Ziehen Sie eine Datei hierher, oder wählen Sie Datei &gt; Video öffnen (Strg+O).</translation>
    </message>
</context>
<context>
    <name>vp::ui::Progress</name>
    <message>
        <source>Decoding frames: %1 of %2</source>
        <translation>Bilder dekodieren: %1 von %2</translation>
    </message>
    <message>
        <source>Decoding frames</source>
        <translation>Bilder dekodieren</translation>
    </message>
    <message>
        <source>Encoding frames: %1 of %2</source>
        <translation>Bilder kodieren: %1 von %2</translation>
    </message>
    <message>
        <source>Encoding frames</source>
        <translation>Bilder kodieren</translation>
    </message>
    <message>
        <source>Reading the prompt: %1 of %2 tokens</source>
        <translation>Prompt lesen: %1 von %2 Token</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>Prompt lesen</translation>
    </message>
    <message>
        <source>Loading the model: %1 of %2</source>
        <translation>Modell laden: %1 von %2</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Indexing the video</source>
        <translation>Video indizieren</translation>
    </message>
    <message>
        <source>Answering: token %1</source>
        <translation>Antworten: Token %1</translation>
    </message>
    <message>
        <source>%1 at %2 tokens/s</source>
        <translation>%1 bei %2 Token/s</translation>
    </message>
    <message>
        <source>Saving the transcript</source>
        <translation>Protokoll speichern</translation>
    </message>
</context>
<context>
    <name>vp::ui::ProgressRow</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop what is running (Esc)</source>
        <translation>Anhalten, was gerade läuft (Esc)</translation>
    </message>
</context>
<context>
    <name>vp::ui::QuestionField</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter starts a new line</source>
        <translation>Eingabe fragt, Umschalt+Eingabe beginnt eine neue Zeile</translation>
    </message>
</context>
<context>
    <name>vp::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window; questions may be asked in any that the model knows</source>
        <translation>Sprache des Fensters; fragen können Sie in jeder, die das Modell kennt</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>C&amp;olour map</source>
        <translation>&amp;Farbskala</translation>
    </message>
    <message>
        <source>Colour map of the attention maps</source>
        <translation>Farbskala der Aufmerksamkeitskarten</translation>
    </message>
    <message>
        <source>Colours of the attention maps, from the smallest to the largest value</source>
        <translation>Farben der Aufmerksamkeitskarten, vom kleinsten zum größten Wert</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where the model is computed</source>
        <translation>Wo das Modell berechnet wird</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>Gena&amp;uigkeit</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>In which type of number weights are kept: float32 is exact, the others take half</source>
        <translation>In welchem Zahlentyp die Gewichte liegen: float32 ist exakt, die anderen brauchen die Hälfte</translation>
    </message>
    <message>
        <source>T&amp;hreads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>Threads of the model</source>
        <translation>Threads des Modells</translation>
    </message>
    <message>
        <source>How many processor cores the model may use at a time</source>
        <translation>Wie viele Prozessorkerne das Modell zugleich benutzen darf</translation>
    </message>
    <message>
        <source>One for each core</source>
        <translation>Einer je Kern</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Put what is chosen into effect</source>
        <translation>Das Gewählte wirksam machen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close without further changes (Esc)</source>
        <translation>Ohne weitere Änderungen schließen (Esc)</translation>
    </message>
    <message>
        <source>Applying loads the model and starts a new conversation.</source>
        <translation>Übernehmen lädt das Modell und beginnt ein neues Gespräch.</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>Über&amp;nehmen</translation>
    </message>
</context>
<context>
    <name>vp::ui::StatusLine</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>Gerät und Genauigkeit</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Belegter Speicher</translation>
    </message>
    <message>
        <source>Speed of the last answer</source>
        <translation>Geschwindigkeit der letzten Antwort</translation>
    </message>
    <message>
        <source>%1 · %2 parameters</source>
        <translation>%1 · %2 Parameter</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>%1 in memory</source>
        <translation>%1 im Speicher</translation>
    </message>
</context>
<context>
    <name>vp::ui::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Click or drag to seek. Triangles are the frames that the model was shown.</source>
        <translation>Klicken oder ziehen, um zu springen. Dreiecke sind die Bilder, die das Modell gesehen hat.</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1, Bild %2</translation>
    </message>
    <message>
        <source>Shown to the model in chunk %1</source>
        <translation>Dem Modell in Abschnitt %1 gezeigt</translation>
    </message>
</context>
<context>
    <name>vp::ui::TransportBar</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>Bildnummer</translation>
    </message>
    <message>
        <source>Frames are counted from 0, as in transcripts.</source>
        <translation>Bilder werden ab 0 gezählt, wie in Protokollen.</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 · %4</source>
        <translation>%1 · %2 × %3 · %4</translation>
    </message>
    <message>
        <source>Frame %1 / %2</source>
        <translation>Bild %1 / %2</translation>
    </message>
</context>
<context>
    <name>vp::ui::TurnList</name>
    <message>
        <source>Questions and answers</source>
        <translation>Fragen und Antworten</translation>
    </message>
</context>
<context>
    <name>vp::ui::TurnView</name>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>Top-p %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message numerus="yes">
        <source>at most %n token(s)</source>
        <translation>
            <numerusform>höchstens %n Token</numerusform>
            <numerusform>höchstens %n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>Frage und Antwort</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Zu dieser Antwort</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy this answer</source>
        <translation>Diese Antwort kopieren</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Ask this question again, with the present settings</source>
        <translation>Diese Frage erneut stellen, mit den jetzigen Einstellungen</translation>
    </message>
    <message>
        <source>Edit question</source>
        <translation>Frage bearbeiten</translation>
    </message>
    <message>
        <source>Change this question and ask it again</source>
        <translation>Diese Frage ändern und erneut stellen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete this question and what follows it</source>
        <translation>Diese Frage und alles Folgende löschen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Length limit reached</source>
        <translation>Längengrenze erreicht</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>first after %1</source>
        <translation>erstes nach %1</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>%1 of %2 prompt tokens reused</source>
        <translation>%1 von %2 Prompt-Token wiederverwendet</translation>
    </message>
    <message>
        <source>The model ended its answer at once.</source>
        <translation>Das Modell hat seine Antwort sofort beendet.</translation>
    </message>
</context>
<context>
    <name>vp::ui::VideoView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>vp::ui::Worker</name>
    <message>
        <source>There is not enough memory for this. Close other programs or use a smaller model.</source>
        <translation>Dafür reicht der Speicher nicht. Schließen Sie andere Programme, oder verwenden Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The model could not go on: %1</source>
        <translation>Das Modell konnte nicht weiterarbeiten: %1</translation>
    </message>
</context>
</TS>
