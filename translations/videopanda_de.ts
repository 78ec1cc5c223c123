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
    <message>
        <source>File in which sessions are stored, instead of the usual one.</source>
        <translation>Datei, in der Sitzungen gespeichert werden, statt der üblichen.</translation>
    </message>
    <message>
        <source>Most megabytes of analysed videos that are kept; 0: none.</source>
        <translation>Höchstens so viele Megabyte analysierter Videos behalten; 0: keine.</translation>
    </message>
    <message>
        <source>There is no display to open a window on; the program videopanda needs none.</source>
        <translation>Es gibt keine Anzeige, auf der ein Fenster geöffnet werden kann; das Programm videopanda braucht keine.</translation>
    </message>
    <message>
        <source>How keys and values are kept: auto, full, 16bit or 8bit.</source>
        <translation>Wie Schlüssel und Werte aufbewahrt werden: auto, full, 16bit oder 8bit.</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto, cpu, cuda oder cuda:N.</translation>
    </message>
</context>
<context>
    <name>vp::core</name>
    <message>
        <source>This record of an answer&apos;s attention contradicts itself: %1; ask again.</source>
        <translation>Diese Aufzeichnung der Aufmerksamkeit einer Antwort widerspricht sich: %1; fragen Sie erneut.</translation>
    </message>
    <message>
        <source>a frame has no tokens, or too many</source>
        <translation>ein Bild hat keine Token, oder zu viele</translation>
    </message>
    <message>
        <source>it has no layers or no frames</source>
        <translation>sie hat keine Schichten oder keine Bilder</translation>
    </message>
    <message>
        <source>it has not one value for each token, layer and visual token</source>
        <translation>sie hat nicht für jedes Token, jede Schicht und jedes Bildtoken einen Wert</translation>
    </message>
    <message>
        <source>There is no attention of the tokens %1 up to %2; the answer has %3 tokens.</source>
        <translation>Von den Token %1 bis %2 gibt es keine Aufmerksamkeit; die Antwort hat %3 Token.</translation>
    </message>
    <message>
        <source>There is no row %1 in this record; it has %2, counted from 0.</source>
        <translation>In dieser Aufzeichnung gibt es keine Zeile %1; sie hat %2, gezählt ab 0.</translation>
    </message>
    <message>
        <source>There is no frame %1 in this record; it has %2, counted from 0.</source>
        <translation>In dieser Aufzeichnung gibt es kein Bild %1; sie hat %2, gezählt ab 0.</translation>
    </message>
    <message>
        <source>The attention map to draw is empty or incomplete (%1 values for %2 x %3 cells); encode the video again.</source>
        <translation>Die Aufmerksamkeitskarte, die gezeichnet werden soll, ist leer oder unvollständig (%1 Werte für %2 x %3 Zellen); kodieren Sie das Video erneut.</translation>
    </message>
    <message>
        <source>An attention map cannot be drawn at %1 x %2 pixels; choose 1 to 2^28 pixels.</source>
        <translation>Eine Aufmerksamkeitskarte kann nicht mit %1 x %2 Pixeln gezeichnet werden; wählen Sie 1 bis 2^28 Pixel.</translation>
    </message>
    <message>
        <source>The opacity of an attention map is %1; it must lie between 0 and 1.</source>
        <translation>Die Deckkraft einer Aufmerksamkeitskarte ist %1; sie muss zwischen 0 und 1 liegen.</translation>
    </message>
    <message>
        <source>The value for the last colour of an attention map is %1; it must be a positive number.</source>
        <translation>Der Wert für die letzte Farbe einer Aufmerksamkeitskarte ist %1; er muss eine positive Zahl sein.</translation>
    </message>
    <message>
        <source>The picture under an attention map is incomplete; decode the frame again.</source>
        <translation>Das Bild unter einer Aufmerksamkeitskarte ist unvollständig; dekodieren Sie es erneut.</translation>
    </message>
    <message>
        <source>These attention maps contradict themselves: %1; encode the video again.</source>
        <translation>Diese Aufmerksamkeitskarten widersprechen sich: %1; kodieren Sie das Video erneut.</translation>
    </message>
    <message>
        <source>There is no attention map of frame %1; the maps have %2 frames, counted from 0.</source>
        <translation>Von Bild %1 gibt es keine Aufmerksamkeitskarte; die Karten haben %2 Bilder, gezählt ab 0.</translation>
    </message>
    <message>
        <source>they have no heads</source>
        <translation>sie haben keine Köpfe</translation>
    </message>
    <message>
        <source>There is no attention head %1; this map has %2 heads, counted from 0.</source>
        <translation>Es gibt keinen Aufmerksamkeitskopf %1; diese Karte hat %2 Köpfe, gezählt ab 0.</translation>
    </message>
    <message>
        <source>a size of the GSTRA map is out of bounds</source>
        <translation>eine Größe der GSTRA-Karte liegt außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>the number of frames is not chunks times frames a chunk</source>
        <translation>die Zahl der Bilder ist nicht Abschnitte mal Bilder je Abschnitt</translation>
    </message>
    <message>
        <source>the GSTRA map has not one value for each chunk, head, frame and patch</source>
        <translation>die GSTRA-Karte hat nicht für jeden Abschnitt, jeden Kopf, jedes Bild und jedes Feld einen Wert</translation>
    </message>
    <message>
        <source>a frame has no tokens</source>
        <translation>ein Bild hat keine Token</translation>
    </message>
    <message>
        <source>an FSRA map has not one value for each head and token</source>
        <translation>eine FSRA-Karte hat nicht für jeden Kopf und jedes Token einen Wert</translation>
    </message>
    <message>
        <source>an LSD map has not one value for each head, window and patch</source>
        <translation>eine LSD-Karte hat nicht für jeden Kopf, jedes Fenster und jedes Feld einen Wert</translation>
    </message>
    <message>
        <source>the LSD map is not made of whole windows</source>
        <translation>die LSD-Karte besteht nicht aus ganzen Fenstern</translation>
    </message>
    <message>
        <source>the picture&apos;s rectangle is empty or leaves the grid of patches</source>
        <translation>das Rechteck des Bildes ist leer oder ragt über das Raster der Felder hinaus</translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation>der Ordner kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>die Datei kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>another process is writing it</source>
        <translation>ein anderes Programm schreibt gerade hinein</translation>
    </message>
    <message>
        <source>it cannot be locked</source>
        <translation>die Datei kann nicht gesperrt werden</translation>
    </message>
    <message>
        <source>writing failed</source>
        <translation>das Schreiben ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>writing failed and left a part of a line</source>
        <translation>das Schreiben ist fehlgeschlagen und hat ein Stück einer Zeile hinterlassen</translation>
    </message>
    <message>
        <source>flushing to the disk failed</source>
        <translation>das Sichern auf dem Datenträger ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>flushing to the disk failed and left a line</source>
        <translation>das Sichern auf dem Datenträger ist fehlgeschlagen und hat eine Zeile hinterlassen</translation>
    </message>
    <message>
        <source>an unfinished line cannot be cut off</source>
        <translation>eine unfertige Zeile kann nicht abgeschnitten werden</translation>
    </message>
    <message>
        <source>Cannot write %1: %2 (%3).</source>
        <translation>%1 kann nicht geschrieben werden: %2 (%3).</translation>
    </message>
    <message>
        <source>Cannot write %1: it is a folder; give a file name.</source>
        <translation>%1 kann nicht geschrieben werden: Es ist ein Ordner; wählen Sie einen Dateinamen.</translation>
    </message>
    <message>
        <source>Cannot write %1: it is a device or a pipe; give a file name.</source>
        <translation>%1 kann nicht geschrieben werden: Es ist ein Gerät oder eine Pipe; wählen Sie einen Dateinamen.</translation>
    </message>
    <message>
        <source>its folder cannot be written to</source>
        <translation>in den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>renaming the finished file failed</source>
        <translation>das Umbenennen der fertigen Datei ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Stopped by the user.</source>
        <translation>Auf Wunsch angehalten.</translation>
    </message>
    <message>
        <source>%1 is the same file as another one that is to be written; give each a file of its own.</source>
        <translation>%1 ist dieselbe Datei wie eine andere, die geschrieben werden soll; geben Sie jeder eine eigene.</translation>
    </message>
    <message>
        <source>%1 (%2) is the same file as another one that is to be written; give each a file of its own.</source>
        <translation>%1 (%2) ist dieselbe Datei wie eine andere, die geschrieben werden soll; geben Sie jeder eine eigene.</translation>
    </message>
    <message>
        <source>%1 is %2 itself; write to another file.</source>
        <translation>%1: Das ist selbst %2; schreiben Sie in eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 is %2 itself (%3); write to another file.</source>
        <translation>%1: Das ist selbst %2 (%3); schreiben Sie in eine andere Datei.</translation>
    </message>
    <message>
        <source>The cryptography library offers no SHA-256; reinstall libssl.</source>
        <translation>Die Kryptografiebibliothek bietet kein SHA-256; installieren Sie libssl neu.</translation>
    </message>
    <message>
        <source>Cannot read %1: check that it exists and may be read.</source>
        <translation>%1 kann nicht gelesen werden: Prüfen Sie, ob es die Datei gibt und ob sie gelesen werden darf.</translation>
    </message>
    <message>
        <source>Reading %1 failed half-way; check the disk.</source>
        <translation>Das Lesen von %1 ist unterwegs fehlgeschlagen; prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>is not a file; a list in a text file was expected.</source>
        <translation>ist keine Datei; eine Liste in einer Textdatei wurde erwartet.</translation>
    </message>
    <message>
        <source>is larger than %1 MiB; split it into several files.</source>
        <translation>ist größer als %1 MiB; teilen Sie die Datei in mehrere.</translation>
    </message>
    <message>
        <source>cannot be read; check that it may be.</source>
        <translation>kann nicht gelesen werden; prüfen Sie, ob es erlaubt ist.</translation>
    </message>
    <message>
        <source>is not text in UTF-8; save it as such, one entry a line.</source>
        <translation>ist kein Text in UTF-8; speichern Sie ihn so, ein Eintrag je Zeile.</translation>
    </message>
    <message>
        <source>ends inside quotation marks; it is incomplete or not CSV.</source>
        <translation>endet innerhalb von Anführungszeichen; die Datei ist unvollständig oder keine CSV-Datei.</translation>
    </message>
    <message>
        <source>holds more files than a batch can look through; name a smaller folder.</source>
        <translation>enthält mehr Dateien, als ein Stapel durchsehen kann; nennen Sie einen kleineren Ordner.</translation>
    </message>
    <message>
        <source>cannot be looked through (%1).</source>
        <translation>kann nicht durchgesehen werden (%1).</translation>
    </message>
    <message>
        <source>is a folder without a video file; name one that holds some.</source>
        <translation>ist ein Ordner ohne Videodatei; nennen Sie einen, der welche enthält.</translation>
    </message>
    <message>
        <source>is a folder with hidden video files only (%1), which are left out; name those that are meant.</source>
        <translation>ist ein Ordner, der nur versteckte Videodateien enthält (%1), die ausgelassen werden; nennen Sie die gemeinten.</translation>
    </message>
    <message>
        <source>is not a file name.</source>
        <translation>ist kein Dateiname.</translation>
    </message>
    <message>
        <source>names no video; write one file or folder a line.</source>
        <translation>nennt kein Video; schreiben Sie eine Datei oder einen Ordner je Zeile.</translation>
    </message>
    <message>
        <source>holds no question; write one a line.</source>
        <translation>enthält keine Frage; schreiben Sie eine je Zeile.</translation>
    </message>
    <message>
        <source>The %1 is %2 s; whole seconds from 0 to %3 can be given.</source>
        <translation>%1: %2 s sind nicht möglich; ganze Sekunden von 0 bis %3 können angegeben werden.</translation>
    </message>
    <message>
        <source>start of the range</source>
        <translation>Anfang des Bereichs</translation>
    </message>
    <message>
        <source>end of the range</source>
        <translation>Ende des Bereichs</translation>
    </message>
    <message>
        <source>The range ends at %1 s, where it has not begun; give a later end.</source>
        <translation>Der Bereich endet bei %1 s, wo er noch nicht begonnen hat; geben Sie ein späteres Ende an.</translation>
    </message>
    <message>
        <source>The number of frames is %1, but it must be a multiple of %2, at most 4096.</source>
        <translation>Die Zahl der Bilder ist %1, muss aber ein Vielfaches von %2 sein, höchstens 4096.</translation>
    </message>
    <message>
        <source>length of a window</source>
        <translation>Länge eines Abschnitts</translation>
    </message>
    <message>
        <source>step between windows</source>
        <translation>Schritt zwischen Abschnitten</translation>
    </message>
    <message>
        <source>A step between windows is given, but no length of a window.</source>
        <translation>Ein Schritt zwischen Abschnitten ist angegeben, aber keine Länge eines Abschnitts.</translation>
    </message>
    <message>
        <source>There is no video to ask about; name at least one.</source>
        <translation>Es gibt kein Video, zu dem gefragt werden soll; nennen Sie mindestens eines.</translation>
    </message>
    <message>
        <source>There is no question to ask; give at least one.</source>
        <translation>Es gibt keine Frage; stellen Sie mindestens eine.</translation>
    </message>
    <message>
        <source>%1 videos are more than the %2 of one batch; make several.</source>
        <translation>%1 Videos sind mehr als die %2 eines Stapels; teilen Sie sie auf mehrere auf.</translation>
    </message>
    <message>
        <source>%1 questions are more than the %2 of one batch; make several.</source>
        <translation>%1 Fragen sind mehr als die %2 eines Stapels; teilen Sie sie auf mehrere auf.</translation>
    </message>
    <message>
        <source>Videos times questions are %1 answers, more than the %2 of one batch; make several.</source>
        <translation>Videos mal Fragen ergeben %1 Antworten, mehr als die %2 eines Stapels; teilen Sie sie auf mehrere auf.</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; is longer than %2 bytes; shorten it.</source>
        <translation>Die Frage „%1“ ist länger als %2 Byte; kürzen Sie sie.</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; is there twice; ask it once.</source>
        <translation>Die Frage „%1“ kommt zweimal vor; stellen Sie sie einmal.</translation>
    </message>
    <message>
        <source>The video %1 is there twice; name it once.</source>
        <translation>Das Video %1 kommt zweimal vor; nennen Sie es einmal.</translation>
    </message>
    <message>
        <source>one of the videos</source>
        <translation>eines der Videos</translation>
    </message>
    <message>
        <source>The range starts at %1 s, but the video is only %2 long; give an earlier start.</source>
        <translation>Der Bereich beginnt bei %1 s, das Video dauert aber nur %2; geben Sie einen früheren Anfang an.</translation>
    </message>
    <message>
        <source>Windows every %1 s of a video of %2 are more than %3; make the step longer.</source>
        <translation>Abschnitte alle %1 s ergeben bei einem Video von %2 mehr als %3; vergrößern Sie den Schritt.</translation>
    </message>
    <message>
        <source>Windows times questions are more than %1 answers; make the step between windows longer, or several batches.</source>
        <translation>Abschnitte mal Fragen ergeben mehr als %1 Antworten; vergrößern Sie den Schritt zwischen Abschnitten, oder verwenden Sie mehrere Stapel.</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; cannot be asked: %2</source>
        <translation>Die Frage „%1“ kann nicht gestellt werden: %2</translation>
    </message>
    <message>
        <source>The video %1 cannot be used: %2</source>
        <translation>Das Video %1 kann nicht verwendet werden: %2</translation>
    </message>
    <message>
        <source>is no result of a batch</source>
        <translation>ist kein Ergebnis eines Stapels</translation>
    </message>
    <message>
        <source>was written by a newer version</source>
        <translation>wurde von einer neueren Version geschrieben</translation>
    </message>
    <message>
        <source>has an empty &quot;error&quot;</source>
        <translation>hat ein leeres „error“</translation>
    </message>
    <message>
        <source>holds %1 beside whole numbers</source>
        <translation>enthält neben ganzen Zahlen %1</translation>
    </message>
    <message>
        <source>its %1 is %2 and not %3</source>
        <translation>„%1“ ist dort %2 und nicht %3</translation>
    </message>
    <message>
        <source>its answers come from another model (%1, %2)</source>
        <translation>die Antworten darin stammen von einem anderen Modell (%1, %2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>is not a file; a file of a batch&apos;s results was expected.</source>
        <translation>ist keine Datei; eine Datei mit Ergebnissen eines Stapels wurde erwartet.</translation>
    </message>
    <message>
        <source>it cannot be opened; check that it may be read.</source>
        <translation>die Datei kann nicht geöffnet werden; prüfen Sie, ob sie gelesen werden darf.</translation>
    </message>
    <message>
        <source>line %1 %2; give a file that a batch wrote, or one that is not there yet.</source>
        <translation>Zeile %1 %2; nennen Sie eine Datei, die ein Stapel geschrieben hat, oder eine, die es noch nicht gibt.</translation>
    </message>
    <message>
        <source>it cannot be read; check its rights and the disk.</source>
        <translation>die Datei kann nicht gelesen werden; prüfen Sie ihre Rechte und den Datenträger.</translation>
    </message>
    <message>
        <source>line %1 is longer than any result.</source>
        <translation>Zeile %1 ist länger als jedes Ergebnis.</translation>
    </message>
    <message>
        <source>it ends with what is no result of a batch; give a file that a batch wrote, or one that is not there yet.</source>
        <translation>am Ende steht etwas, das kein Ergebnis eines Stapels ist; nennen Sie eine Datei, die ein Stapel geschrieben hat, oder eine, die es noch nicht gibt.</translation>
    </message>
    <message>
        <source>is not a file; give a file&apos;s name.</source>
        <translation>ist keine Datei; geben Sie den Namen einer Datei an.</translation>
    </message>
    <message>
        <source>%1; give another file, or the options with which this one was begun.</source>
        <translation>%1; nennen Sie eine andere Datei, oder verwenden Sie die Einstellungen, mit denen diese begonnen wurde.</translation>
    </message>
    <message>
        <source>line %1 does not belong to line 1: %2.</source>
        <translation>Zeile %1 gehört nicht zu Zeile 1: %2.</translation>
    </message>
    <message>
        <source>none of its answers belongs to these videos and questions; give another file, or those with which this one was begun.</source>
        <translation>keine der Antworten gehört zu diesen Videos und Fragen; nennen Sie eine andere Datei, oder die Videos und Fragen, mit denen diese begonnen wurde.</translation>
    </message>
    <message>
        <source>%1; give another file, or what this one was begun with.</source>
        <translation>%1; nennen Sie eine andere Datei, oder verwenden Sie, womit diese begonnen wurde.</translation>
    </message>
    <message>
        <source>the results file</source>
        <translation>die Ergebnisdatei</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>a file of the checkpoint</source>
        <translation>eine Datei des Checkpoints</translation>
    </message>
    <message>
        <source>it</source>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>it is not a JSON object.</source>
        <translation>die Datei ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>ein Objekt wurde erwartet</translation>
    </message>
    <message>
        <source>cannot be opened (%1); check that it exists and may be read.</source>
        <translation>kann nicht geöffnet werden (%1); prüfen Sie, ob es die Datei gibt und ob sie gelesen werden darf.</translation>
    </message>
    <message>
        <source>is not a regular file; a file of a checkpoint was expected.</source>
        <translation>ist keine gewöhnliche Datei; eine Datei eines Checkpoints wurde erwartet.</translation>
    </message>
    <message>
        <source>is empty; copy or download the file again.</source>
        <translation>ist leer; kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>%1 needs more memory than this process may use; raise its limit.</source>
        <translation>%1 braucht mehr Speicher, als dieses Programm verwenden darf; erhöhen Sie dessen Grenze.</translation>
    </message>
    <message>
        <source>cannot be mapped into memory (%1).</source>
        <translation>kann nicht in den Speicher abgebildet werden (%1).</translation>
    </message>
    <message>
        <source>cannot be read any more (%1); it was changed while it was in use, or the disk fails.</source>
        <translation>kann nicht mehr gelesen werden (%1); die Datei wurde während der Benutzung geändert, oder der Datenträger ist gestört.</translation>
    </message>
    <message>
        <source>has %1 bytes; at most %2 were expected, so it is not the file its name says.</source>
        <translation>hat %1 Byte; höchstens %2 wurden erwartet, also ist es nicht die Datei, die ihr Name nennt.</translation>
    </message>
    <message>
        <source>&quot;videopanda&quot;, &quot;llama&quot; or &quot;qwen2&quot; was expected</source>
        <translation>„videopanda“, „llama“ oder „qwen2“ wurde erwartet</translation>
    </message>
    <message>
        <source>a list of class names was expected</source>
        <translation>eine Liste von Klassennamen wurde erwartet</translation>
    </message>
    <message>
        <source>only &quot;default&quot; and &quot;linear&quot; position scaling are supported</source>
        <translation>nur die Positionsskalierung „default“ und „linear“ wird unterstützt</translation>
    </message>
    <message>
        <source>linear scaling needs a &quot;factor&quot;</source>
        <translation>lineare Skalierung braucht einen „factor“</translation>
    </message>
    <message>
        <source>a divisor of the %1 attention heads was expected</source>
        <translation>ein Teiler der %1 Aufmerksamkeitsköpfe wurde erwartet</translation>
    </message>
    <message>
        <source>an even number was expected</source>
        <translation>eine gerade Zahl wurde erwartet</translation>
    </message>
    <message>
        <source>&quot;num_attention_heads&quot; is %1 and &quot;hidden_size&quot; is %2; each head must get the same even part of the width.</source>
        <translation>„num_attention_heads“ ist %1 und „hidden_size“ ist %2; jeder Kopf muss denselben geraden Teil der Breite bekommen.</translation>
    </message>
    <message>
        <source>&quot;silu&quot; was expected</source>
        <translation>„silu“ wurde erwartet</translation>
    </message>
    <message>
        <source>only false is supported</source>
        <translation>nur false wird unterstützt</translation>
    </message>
    <message>
        <source>only 1 is supported</source>
        <translation>nur 1 wird unterstützt</translation>
    </message>
    <message>
        <source>only unquantised weights are supported</source>
        <translation>nur nicht quantisierte Gewichte werden unterstützt</translation>
    </message>
    <message>
        <source>only false is supported for LLaMA</source>
        <translation>für LLaMA wird nur false unterstützt</translation>
    </message>
    <message>
        <source>a square was expected</source>
        <translation>ein Quadrat wurde erwartet</translation>
    </message>
    <message>
        <source>a &quot;height&quot; and a &quot;width&quot; were expected</source>
        <translation>„height“ und „width“ wurden erwartet</translation>
    </message>
    <message>
        <source>&quot;image_size&quot; is %1; a multiple of &quot;patch_stride&quot; = %2 was expected.</source>
        <translation>„image_size“ ist %1; ein Vielfaches von „patch_stride“ = %2 wurde erwartet.</translation>
    </message>
    <message>
        <source>&quot;image_size_teacher&quot; is %1; a multiple of &quot;patch_stride_teacher&quot; = %2 was expected.</source>
        <translation>„image_size_teacher“ ist %1; ein Vielfaches von „patch_stride_teacher“ = %2 wurde erwartet.</translation>
    </message>
    <message>
        <source>&quot;image_size&quot; / &quot;patch_stride&quot; is %1 patches, but &quot;conv_stride&quot; = %2 times the teacher&apos;s %3 patches was expected.</source>
        <translation>„image_size“ / „patch_stride“ ergibt %1 Felder, erwartet wurde aber „conv_stride“ = %2 mal die %3 Felder des Lehrers.</translation>
    </message>
    <message>
        <source>&quot;video_hidden_size&quot; is %1; a multiple of the %2 heads was expected.</source>
        <translation>„video_hidden_size“ ist %1; ein Vielfaches der %2 Köpfe wurde erwartet.</translation>
    </message>
    <message>
        <source>&quot;all_num_frames&quot; is %1; a multiple of &quot;num_frames&quot; = %2 was expected.</source>
        <translation>„all_num_frames“ ist %1; ein Vielfaches von „num_frames“ = %2 wurde erwartet.</translation>
    </message>
    <message>
        <source>a list of parts of STAB (%1) was expected</source>
        <translation>eine Liste von Teilen von STAB (%1) wurde erwartet</translation>
    </message>
    <message>
        <source>this is no part that can be left out: %1</source>
        <translation>das ist kein Teil, der weggelassen werden kann: %1</translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation>%1 nennt %2</translation>
    </message>
    <message>
        <source>at least one token must end an answer</source>
        <translation>mindestens ein Token muss eine Antwort beenden</translation>
    </message>
    <message>
        <source>&quot;model_type&quot; is missing; &quot;videopanda&quot;, &quot;llama&quot; or &quot;qwen2&quot; was expected.</source>
        <translation>„model_type“ fehlt; „videopanda“, „llama“ oder „qwen2“ wurde erwartet.</translation>
    </message>
    <message>
        <source>its pickle is damaged (%1); copy or download the file again.</source>
        <translation>ihr Pickle ist beschädigt (%1); kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>its pickle asks to import %1; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>ihr Pickle will %1 importieren; ein Checkpoint darf nur Tensoren enthalten, also wird nichts aus dieser Datei verwendet.</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>es endet zu früh</translation>
    </message>
    <message>
        <source>its pickle has more values than any checkpoint&apos;s.</source>
        <translation>ihr Pickle hat mehr Werte als das irgendeines Checkpoints.</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>ein Wert fehlt</translation>
    </message>
    <message>
        <source>a mark is missing</source>
        <translation>eine Marke fehlt</translation>
    </message>
    <message>
        <source>something is appended to what is no list</source>
        <translation>etwas wird an etwas angehängt, das keine Liste ist</translation>
    </message>
    <message>
        <source>an entry is put into what is no dictionary</source>
        <translation>ein Eintrag wird in etwas gelegt, das kein Wörterbuch ist</translation>
    </message>
    <message>
        <source>it refers to a value that it did not keep</source>
        <translation>es verweist auf einen Wert, den es nicht behalten hat</translation>
    </message>
    <message>
        <source>a size of a tensor is not a whole number</source>
        <translation>eine Größe eines Tensors ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>a list of values was expected</source>
        <translation>eine Liste von Werten wurde erwartet</translation>
    </message>
    <message>
        <source>a tensor has too many dimensions</source>
        <translation>ein Tensor hat zu viele Dimensionen</translation>
    </message>
    <message>
        <source>a tensor lacks its description</source>
        <translation>einem Tensor fehlt die Beschreibung</translation>
    </message>
    <message>
        <source>a tensor has no storage</source>
        <translation>ein Tensor hat keinen Speicher</translation>
    </message>
    <message>
        <source>a tensor has no element type</source>
        <translation>ein Tensor hat keinen Elementtyp</translation>
    </message>
    <message>
        <source>a tensor has a stride too many or too few</source>
        <translation>ein Tensor hat eine Schrittweite zu viel oder zu wenig</translation>
    </message>
    <message>
        <source>an entry of a dictionary is not a pair</source>
        <translation>ein Eintrag eines Wörterbuchs ist kein Paar</translation>
    </message>
    <message>
        <source>it calls what cannot be called</source>
        <translation>es ruft etwas auf, das nicht aufgerufen werden kann</translation>
    </message>
    <message>
        <source>a parameter is no tensor</source>
        <translation>ein Parameter ist kein Tensor</translation>
    </message>
    <message>
        <source>a size is no short list of numbers</source>
        <translation>eine Größe ist keine kurze Liste von Zahlen</translation>
    </message>
    <message>
        <source>a reference to a storage is no tuple of five</source>
        <translation>ein Verweis auf einen Speicher ist kein Tupel aus fünf</translation>
    </message>
    <message>
        <source>a reference to a storage has no class or key</source>
        <translation>ein Verweis auf einen Speicher hat keine Klasse oder keinen Schlüssel</translation>
    </message>
    <message>
        <source>a storage&apos;s class is none</source>
        <translation>die Klasse eines Speichers ist keine</translation>
    </message>
    <message>
        <source>its pickle asks to set up an object; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>ihr Pickle will ein Objekt einrichten; ein Checkpoint darf nur Tensoren enthalten, also wird nichts aus dieser Datei verwendet.</translation>
    </message>
    <message>
        <source>its pickle has protocol %1; 2 to 5 were expected.</source>
        <translation>ihr Pickle hat das Protokoll %1; 2 bis 5 wurden erwartet.</translation>
    </message>
    <message>
        <source>an import has no name</source>
        <translation>ein Import hat keinen Namen</translation>
    </message>
    <message>
        <source>its pickle uses the operation %1, which no saved tensor needs; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>ihr Pickle verwendet die Operation %1, die kein gespeicherter Tensor braucht; ein Checkpoint darf nur Tensoren enthalten, also wird nichts aus dieser Datei verwendet.</translation>
    </message>
    <message>
        <source>the folder was prepared in version %1 of the layout and %2 is read here; prepare the original checkpoint again.</source>
        <translation>der Ordner wurde in Version %1 des Aufbaus vorbereitet, gelesen wird hier %2; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>it was changed after the folder was prepared; prepare the original checkpoint again.</source>
        <translation>die Datei wurde geändert, nachdem der Ordner vorbereitet wurde; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>it is not the file that was prepared; prepare the original checkpoint again.</source>
        <translation>das ist nicht die Datei, die vorbereitet wurde; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>it was not there when the folder was prepared; prepare the original checkpoint again.</source>
        <translation>die Datei gab es nicht, als der Ordner vorbereitet wurde; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>the prepared tensor %1 is missing; prepare the original checkpoint again.</source>
        <translation>der vorbereitete Tensor %1 fehlt; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>the tensor %1 is not the one that was prepared: the folder is damaged, or files of another one were put into it; prepare the original checkpoint again.</source>
        <translation>der Tensor %1 ist nicht der, der vorbereitet wurde: Der Ordner ist beschädigt, oder Dateien eines anderen wurden hineingelegt; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>holds no tensors by name; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>enthält keine benannten Tensoren; eine mit torch.save(model.state_dict()) gespeicherte Datei wurde erwartet.</translation>
    </message>
    <message>
        <source>is in a format from before PyTorch 1.6; save it again with a newer PyTorch, or as safetensors.</source>
        <translation>hat ein Format aus der Zeit vor PyTorch 1.6; speichern Sie die Datei mit einem neueren PyTorch oder als safetensors.</translation>
    </message>
    <message>
        <source>is not a PyTorch checkpoint (a ZIP archive as torch.save writes it was expected).</source>
        <translation>ist kein PyTorch-Checkpoint (ein ZIP-Archiv, wie torch.save es schreibt, wurde erwartet).</translation>
    </message>
    <message>
        <source>its ZIP archive holds more than one data.pkl.</source>
        <translation>ihr ZIP-Archiv enthält mehr als ein data.pkl.</translation>
    </message>
    <message>
        <source>its ZIP archive holds no NAME/data.pkl; it was not written by torch.save.</source>
        <translation>ihr ZIP-Archiv enthält kein NAME/data.pkl; es wurde nicht von torch.save geschrieben.</translation>
    </message>
    <message>
        <source>is a TorchScript program; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>ist ein TorchScript-Programm; eine mit torch.save(model.state_dict()) gespeicherte Datei wurde erwartet.</translation>
    </message>
    <message>
        <source>its numbers are not little-endian; save it again on an ordinary machine.</source>
        <translation>ihre Zahlen sind nicht in Little-Endian; speichern Sie die Datei auf einem gewöhnlichen Rechner neu.</translation>
    </message>
    <message>
        <source>its data.pkl has %1 bytes, more than any list of tensors.</source>
        <translation>ihr data.pkl hat %1 Byte, mehr als jede Liste von Tensoren.</translation>
    </message>
    <message>
        <source>its data.pkl does not match its checksum; copy or download the file again.</source>
        <translation>ihr data.pkl passt nicht zu seiner Prüfsumme; kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>does not hold a dictionary of tensors; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>enthält kein Wörterbuch von Tensoren; eine mit torch.save(model.state_dict()) gespeicherte Datei wurde erwartet.</translation>
    </message>
    <message>
        <source>a tensor&apos;s name in it is not a text.</source>
        <translation>der Name eines Tensors darin ist kein Text.</translation>
    </message>
    <message>
        <source>it holds the tensor %1 twice.</source>
        <translation>sie enthält den Tensor %1 zweimal.</translation>
    </message>
    <message>
        <source>the storage %1 of the tensor %2 is missing in it.</source>
        <translation>der Speicher %1 des Tensors %2 fehlt darin.</translation>
    </message>
    <message>
        <source>the storage of the tensor %1 has %2 bytes, fewer than it says; copy or download the file again.</source>
        <translation>der Speicher des Tensors %1 hat %2 Byte, weniger als angegeben; kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>the tensor %1 has the impossible shape %2.</source>
        <translation>der Tensor %1 hat die unmögliche Form %2.</translation>
    </message>
    <message>
        <source>the tensor %1 of shape %2 reaches past the end of its storage of %3 elements.</source>
        <translation>der Tensor %1 der Form %2 reicht über das Ende seines Speichers von %3 Elementen hinaus.</translation>
    </message>
    <message>
        <source>the tensor %1 has no &quot;dtype&quot; in the header.</source>
        <translation>der Tensor %1 hat kein „dtype“ im Kopf.</translation>
    </message>
    <message>
        <source>the tensor %1 has the element type %2; F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL are supported.</source>
        <translation>der Tensor %1 hat den Elementtyp %2; unterstützt werden F64, F32, F16, BF16, I64, I32, I16, I8, U8 und BOOL.</translation>
    </message>
    <message>
        <source>the tensor %1 has no &quot;%2&quot; of non-negative whole numbers in the header.</source>
        <translation>der Tensor %1 hat kein „%2“ aus nicht negativen ganzen Zahlen im Kopf.</translation>
    </message>
    <message>
        <source>the header&apos;s entry of the tensor %1 is not an object.</source>
        <translation>der Eintrag des Tensors %1 im Kopf ist kein Objekt.</translation>
    </message>
    <message>
        <source>the tensor %1 has the data_offsets %2; a begin and an end not before it were expected.</source>
        <translation>der Tensor %1 hat die data_offsets %2; ein Anfang und ein Ende, das nicht davor liegt, wurden erwartet.</translation>
    </message>
    <message>
        <source>the tensor %1 ends at byte %2 of the data, but only %3 are there; the file is cut short, so copy or download it again.</source>
        <translation>der Tensor %1 endet bei Byte %2 der Daten, es sind aber nur %3 da; die Datei ist abgeschnitten, kopieren oder laden Sie sie erneut.</translation>
    </message>
    <message>
        <source>the tensor %1 takes %2 bytes, but its shape %3 of %4 needs %5.</source>
        <translation>der Tensor %1 belegt %2 Byte, seine Form %3 in %4 braucht aber %5.</translation>
    </message>
    <message>
        <source>its header gives the key %1 twice; each may be given once.</source>
        <translation>ihr Kopf nennt den Schlüssel %1 zweimal; jeder darf einmal genannt werden.</translation>
    </message>
    <message>
        <source>the tensor %1 overlaps the tensor before it in the data.</source>
        <translation>der Tensor %1 überlappt in den Daten den Tensor vor ihm.</translation>
    </message>
    <message>
        <source>there are %1 bytes that belong to no tensor before %2; the format allows none.</source>
        <translation>vor %2 stehen %1 Byte, die zu keinem Tensor gehören; das Format erlaubt keine.</translation>
    </message>
    <message>
        <source>there are %1 bytes that belong to no tensor at its end; the format allows none.</source>
        <translation>am Ende stehen %1 Byte, die zu keinem Tensor gehören; das Format erlaubt keine.</translation>
    </message>
    <message>
        <source>its header is not a JSON object.</source>
        <translation>ihr Kopf ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>its header</source>
        <translation>ihr Kopf</translation>
    </message>
    <message>
        <source>the tensor %1 %2.</source>
        <translation>der Tensor %1 %2.</translation>
    </message>
    <message>
        <source>has %1 bytes; a safetensors file has more.</source>
        <translation>hat %1 Byte; eine safetensors-Datei hat mehr.</translation>
    </message>
    <message>
        <source>says that its header has %1 bytes, and at most %2 are allowed; it is not a safetensors file.</source>
        <translation>nennt für ihren Kopf %1 Byte, erlaubt sind höchstens %2; das ist keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>says that its header has %1 bytes, but only %2 follow; the file is cut short, so copy or download it again.</source>
        <translation>nennt für ihren Kopf %1 Byte, es folgen aber nur %2; die Datei ist abgeschnitten, kopieren oder laden Sie sie erneut.</translation>
    </message>
    <message>
        <source>its &quot;__metadata__&quot; is not a map of texts.</source>
        <translation>ihr „__metadata__“ ist keine Zuordnung von Texten.</translation>
    </message>
    <message>
        <source>holds the tensor %1, which %2 holds, too; remove one of them.</source>
        <translation>enthält den Tensor %1, den auch %2 enthält; entfernen Sie einen von beiden.</translation>
    </message>
    <message>
        <source>is %1; an object with a &quot;weight_map&quot; was expected.</source>
        <translation>ist %1; ein Objekt mit einer „weight_map“ wurde erwartet.</translation>
    </message>
    <message>
        <source>has no &quot;weight_map&quot; from tensors to files.</source>
        <translation>hat keine „weight_map“ von Tensoren zu Dateien.</translation>
    </message>
    <message>
        <source>the tensor %1 is said to be in %2; the name of a file in the same folder was expected.</source>
        <translation>der Tensor %1 soll in %2 sein; der Name einer Datei im selben Ordner wurde erwartet.</translation>
    </message>
    <message>
        <source>names the file %1, which is missing; copy or download it, too.</source>
        <translation>nennt die Datei %1, die fehlt; kopieren oder laden Sie auch diese.</translation>
    </message>
    <message>
        <source>says that %1 holds the tensor %2, but it does not; copy or download the files again.</source>
        <translation>sagt, dass %1 den Tensor %2 enthält, das stimmt aber nicht; kopieren oder laden Sie die Dateien erneut.</translation>
    </message>
    <message>
        <source>cannot be listed (%1); the folder of a checkpoint was expected.</source>
        <translation>kann nicht aufgelistet werden (%1); der Ordner eines Checkpoints wurde erwartet.</translation>
    </message>
    <message>
        <source>holds no weights; model*.safetensors or pytorch_model.bin (or their index files) were expected.</source>
        <translation>enthält keine Gewichte; model*.safetensors oder pytorch_model.bin (oder ihre Indexdateien) wurden erwartet.</translation>
    </message>
    <message>
        <source>its ZIP archive is damaged (%1); copy or download the file again.</source>
        <translation>ihr ZIP-Archiv ist beschädigt (%1); kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>it is too short</source>
        <translation>es ist zu kurz</translation>
    </message>
    <message>
        <source>it is a part of an archive of several</source>
        <translation>es ist ein Teil eines mehrteiligen Archivs</translation>
    </message>
    <message>
        <source>its directory lies outside it</source>
        <translation>sein Verzeichnis liegt außerhalb</translation>
    </message>
    <message>
        <source>its end is missing: the file is cut short</source>
        <translation>sein Ende fehlt: Die Datei ist abgeschnitten</translation>
    </message>
    <message>
        <source>its ZIP64 locator is missing</source>
        <translation>sein ZIP64-Verweis fehlt</translation>
    </message>
    <message>
        <source>its ZIP64 end lies outside it</source>
        <translation>sein ZIP64-Ende liegt außerhalb</translation>
    </message>
    <message>
        <source>its ZIP64 end is missing</source>
        <translation>sein ZIP64-Ende fehlt</translation>
    </message>
    <message>
        <source>its directory cannot hold what it counts</source>
        <translation>sein Verzeichnis kann nicht enthalten, was es zählt</translation>
    </message>
    <message>
        <source>its directory ends early</source>
        <translation>sein Verzeichnis endet zu früh</translation>
    </message>
    <message>
        <source>the size of %1 is missing</source>
        <translation>die Größe von %1 fehlt</translation>
    </message>
    <message>
        <source>its ZIP archive holds %1 twice.</source>
        <translation>ihr ZIP-Archiv enthält %1 zweimal.</translation>
    </message>
    <message>
        <source>its entry %1 is compressed or encrypted; torch.save stores everything plainly.</source>
        <translation>ihr Eintrag %1 ist komprimiert oder verschlüsselt; torch.save speichert alles unverändert.</translation>
    </message>
    <message>
        <source>%1 lies outside it</source>
        <translation>%1 liegt außerhalb</translation>
    </message>
    <message>
        <source>%1 does not begin where the directory says</source>
        <translation>%1 beginnt nicht, wo das Verzeichnis es sagt</translation>
    </message>
    <message>
        <source>%1 has another name at its content than in the directory</source>
        <translation>%1 heißt beim Inhalt anders als im Verzeichnis</translation>
    </message>
    <message>
        <source>%1 is longer than the file</source>
        <translation>%1 ist länger als die Datei</translation>
    </message>
    <message>
        <source>its entries overlap</source>
        <translation>seine Einträge überlappen sich</translation>
    </message>
    <message>
        <source>There is no built-in model in %1; choose a checkpoint folder with --model.</source>
        <translation>In %1 gibt es kein eingebautes Modell; wählen Sie mit --model einen Checkpoint-Ordner.</translation>
    </message>
    <message>
        <source>The video&apos;s pictures were not kept, so they cannot be shown to the model again; open the video anew.</source>
        <translation>Die Bilder des Videos wurden nicht behalten, also können sie dem Modell nicht noch einmal gezeigt werden; öffnen Sie das Video neu.</translation>
    </message>
    <message>
        <source>The tensor %1 of shape %2 is missing.</source>
        <translation>Der Tensor %1 der Form %2 fehlt.</translation>
    </message>
    <message>
        <source>The tensor %1 has the shape %2 where %3 is expected.</source>
        <translation>Der Tensor %1 hat die Form %2, erwartet wird %3.</translation>
    </message>
    <message>
        <source>tokenizer.model has %1 tokens where config.json&apos;s vocab_size is %2.</source>
        <translation>tokenizer.model hat %1 Token, vocab_size in config.json ist aber %2.</translation>
    </message>
    <message>
        <source>float16 is computed on a GPU only; on the CPU use --dtype bfloat16 or float32 (a float16 checkpoint loads in either).</source>
        <translation>float16 wird nur auf einer GPU berechnet; verwenden Sie auf der CPU --dtype bfloat16 oder float32 (ein float16-Checkpoint lässt sich in beiden laden).</translation>
    </message>
    <message>
        <source>%1 threads are more than there are processors for this program (%2); no more than that are used.</source>
        <translation>%1 Threads sind mehr, als es Prozessoren für dieses Programm gibt (%2); mehr als diese werden nicht verwendet.</translation>
    </message>
    <message>
        <source>Computing needs %1 of address space beside the model, and the limit of this process leaves %2; raise the limit of memory (ulimit -v), or use fewer threads.</source>
        <translation>Das Rechnen braucht neben dem Modell %1 Adressraum, und die Grenze dieses Programms lässt %2 übrig; erhöhen Sie die Speichergrenze (ulimit -v), oder verwenden Sie weniger Threads.</translation>
    </message>
    <message>
        <source>%1 needs more memory than is free (%2); close other programs, ask for fewer frames, or use a smaller model.</source>
        <translation>%1 braucht mehr Speicher, als frei ist (%2); schließen Sie andere Programme, nehmen Sie weniger Bilder oder verwenden Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The model&apos;s context is full: the conversation&apos;s first question and its answer are left out of what it reads.</source>
        <translation>Der Kontext des Modells ist voll: Die erste Frage des Gesprächs und ihre Antwort werden aus dem, was es liest, weggelassen.</translation>
    </message>
    <message>
        <source>The model&apos;s context is full: the conversation&apos;s first %1 questions and answers are left out of what it reads.</source>
        <translation>Der Kontext des Modells ist voll: Die ersten %1 Fragen und Antworten des Gesprächs werden aus dem, was es liest, weggelassen.</translation>
    </message>
    <message>
        <source>The conversation&apos;s key and value cache</source>
        <translation>Der Schlüssel-/Wertspeicher des Gesprächs</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Das Antworten</translation>
    </message>
    <message>
        <source>Reading the video ahead of a question</source>
        <translation>Das Lesen des Videos vor einer Frage</translation>
    </message>
    <message>
        <source>Keeping what was read of the video</source>
        <translation>Das Aufbewahren dessen, was vom Video gelesen wurde,</translation>
    </message>
    <message>
        <source>Reading what was kept of the video</source>
        <translation>Das Lesen dessen, was vom Video aufbewahrt wurde,</translation>
    </message>
    <message>
        <source>%1 frames of this video make %2 tokens where the model&apos;s context has room for %3; ask for at most %4 frames.</source>
        <translation>%1 Bilder dieses Videos ergeben %2 Token, im Kontext des Modells ist aber nur für %3 Platz; nehmen Sie höchstens %4 Bilder.</translation>
    </message>
    <message>
        <source>%1 frames of this video make %2 tokens where the model&apos;s context has room for %3; use a model with a longer context.</source>
        <translation>%1 Bilder dieses Videos ergeben %2 Token, im Kontext des Modells ist aber nur für %3 Platz; verwenden Sie ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>Encoding the video</source>
        <translation>Das Kodieren des Videos</translation>
    </message>
    <message>
        <source>%1 is not this video, encoded by this model (%2 does not fit); encode the video again.</source>
        <translation>%1 ist nicht dieses Video, kodiert von diesem Modell (%2 passt nicht); kodieren Sie das Video erneut.</translation>
    </message>
    <message>
        <source>Reading the encoded video</source>
        <translation>Das Lesen des kodierten Videos</translation>
    </message>
    <message>
        <source>Frames that are named one by one leave no choice of a number of frames or a range; give either the frames or these.</source>
        <translation>Einzeln genannte Bilder lassen keine Wahl einer Anzahl oder eines Bereichs; geben Sie entweder die Bilder oder diese an.</translation>
    </message>
    <message>
        <source>%1 frames are named; at most %2 can be looked at.</source>
        <translation>%1 Bilder sind genannt; höchstens %2 können angesehen werden.</translation>
    </message>
    <message>
        <source>This model was trained without %1, so it cannot be switched off.</source>
        <translation>Dieses Modell wurde ohne %1 trainiert, also kann das nicht abgeschaltet werden.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Das Vergleichen</translation>
    </message>
    <message>
        <source>The weights have %1 and %2 of memory are free: the system will read parts of them from the disk again and again. Close other programs, or use a smaller checkpoint.</source>
        <translation>Die Gewichte haben %1, und %2 Speicher sind frei: Das System wird Teile davon immer wieder vom Datenträger lesen. Schließen Sie andere Programme, oder verwenden Sie einen kleineren Checkpoint.</translation>
    </message>
    <message>
        <source>The weights are kept in 16 bits and computed with in float32, since %1 of memory would be needed otherwise and %2 are free.</source>
        <translation>Die Gewichte werden in 16 Bit gehalten, und gerechnet wird mit ihnen in float32, denn sonst wären %1 Speicher nötig, und %2 sind frei.</translation>
    </message>
    <message>
        <source>A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free.</source>
        <translation>Ein Gespräch von %1 Token braucht %2 Speicher für Schlüssel und Werte, mehr als frei sein wird.</translation>
    </message>
    <message>
        <source>A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free; --kv-cache 8bit takes less.</source>
        <translation>Ein Gespräch von %1 Token braucht %2 Speicher für Schlüssel und Werte, mehr als frei sein wird; mit --kv-cache 8bit ist es weniger.</translation>
    </message>
    <message>
        <source>The checkpoint needs %1 of memory in %2 and %3 are free; close other programs, or use a smaller checkpoint or dtype.</source>
        <translation>Der Checkpoint braucht in %2 %1 Speicher, und %3 sind frei; schließen Sie andere Programme, oder nehmen Sie einen kleineren Checkpoint oder eine geringere Genauigkeit.</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>The checkpoint in %1 is a &quot;%2&quot; language model without a video part; a &quot;videopanda&quot; checkpoint is needed.</source>
        <translation>Der Checkpoint in %1 ist ein Sprachmodell „%2“ ohne Videoteil; nötig ist ein Checkpoint „videopanda“.</translation>
    </message>
    <message>
        <source>tokenizer.model has %1 tokens where config.json&apos;s vocab_size is %2; the tokenizer belongs to another checkpoint.</source>
        <translation>tokenizer.model hat %1 Token, vocab_size in config.json ist aber %2; der Tokenizer gehört zu einem anderen Checkpoint.</translation>
    </message>
    <message>
        <source>Loading the checkpoint</source>
        <translation>Das Laden des Checkpoints</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>wie veröffentlicht</translation>
    </message>
    <message>
        <source>in %1 bits</source>
        <translation>in %1 Bit</translation>
    </message>
    <message>
        <source>its weights are %1 where they were %2</source>
        <translation>die Gewichte sind %1 und waren %2</translation>
    </message>
    <message>
        <source>This model was trained without FSRA; check GSTRA.</source>
        <translation>Dieses Modell wurde ohne FSRA trainiert; prüfen Sie GSTRA.</translation>
    </message>
    <message>
        <source>This model was trained without GSTRA; check FSRA.</source>
        <translation>Dieses Modell wurde ohne GSTRA trainiert; prüfen Sie FSRA.</translation>
    </message>
    <message>
        <source>The video&apos;s attention maps were not kept; open the video anew.</source>
        <translation>Die Aufmerksamkeitskarten des Videos wurden nicht behalten; öffnen Sie das Video neu.</translation>
    </message>
    <message>
        <source>The number of random choices is %1; 1 to 100 were expected.</source>
        <translation>Die Zahl der zufälligen Auswahlen ist %1; 1 bis 100 wurden erwartet.</translation>
    </message>
    <message>
        <source>%1 shares to hide were given; 1 to 20 were expected.</source>
        <translation>%1 zu verdeckende Anteile wurden angegeben; 1 bis 20 wurden erwartet.</translation>
    </message>
    <message>
        <source>The share %1 % cannot be hidden; rising whole numbers from 1 to 99 were expected.</source>
        <translation>Der Anteil %1 % kann nicht verdeckt werden; steigende ganze Zahlen von 1 bis 99 wurden erwartet.</translation>
    </message>
    <message>
        <source>The check</source>
        <translation>Die Prüfung</translation>
    </message>
    <message>
        <source>%1 is not what this model read of this video (%2 does not fit); it is to be computed again.</source>
        <translation>%1 ist nicht, was dieses Modell von diesem Video gelesen hat (%2 passt nicht); es muss neu berechnet werden.</translation>
    </message>
    <message>
        <source>The conversation with this question has %1 tokens and leaves no room for an answer in the model&apos;s context of %2; start a new conversation, leave the oldest questions out, shorten the question or use fewer frames.</source>
        <translation>Das Gespräch hat mit dieser Frage %1 Token und lässt im Kontext des Modells von %2 keinen Platz für eine Antwort; beginnen Sie neu, lassen Sie die ältesten Fragen weg, kürzen Sie die Frage oder nehmen Sie weniger Bilder.</translation>
    </message>
    <message>
        <source>The answer has no tokens to look into; ask the question again first.</source>
        <translation>Die Antwort hat keine Token, die untersucht werden könnten; stellen Sie die Frage erst noch einmal.</translation>
    </message>
    <message>
        <source>The number of questions that are left out cannot be negative.</source>
        <translation>Die Zahl der weggelassenen Fragen kann nicht negativ sein.</translation>
    </message>
    <message>
        <source>The question is empty; type what you want to know.</source>
        <translation>Die Frage ist leer; schreiben Sie, was Sie wissen möchten.</translation>
    </message>
    <message>
        <source>The film with the overlay is an MP4; let %1 end in .mp4.</source>
        <translation>Der Film mit der Überlagerung ist eine MP4-Datei; lassen Sie %1 auf .mp4 enden.</translation>
    </message>
    <message>
        <source>The attention of answers is written as .safetensors; the name %1 ends differently.</source>
        <translation>Die Aufmerksamkeit von Antworten wird als .safetensors geschrieben; der Name %1 endet anders.</translation>
    </message>
    <message>
        <source>the transcript</source>
        <translation>das Protokoll</translation>
    </message>
    <message>
        <source>the video</source>
        <translation>das Video</translation>
    </message>
    <message>
        <source>There is no answer to export yet; ask a question first.</source>
        <translation>Es gibt noch keine Antwort zu exportieren; stellen Sie erst eine Frage.</translation>
    </message>
    <message>
        <source>It cannot be read (%1); it is damaged, or too large.</source>
        <translation>Das Video kann nicht gelesen werden (%1); es ist beschädigt oder zu groß.</translation>
    </message>
    <message>
        <source>What was computed of the film is not kept for the next time: %1</source>
        <translation>Was vom Film berechnet wurde, wird nicht für das nächste Mal aufbewahrt: %1</translation>
    </message>
    <message>
        <source>%1 is there already; give the name of a new folder.</source>
        <translation>%1 gibt es schon; geben Sie den Namen eines neuen Ordners an.</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>der Ordner kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>renaming the finished folder failed</source>
        <translation>das Umbenennen des fertigen Ordners ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Preparing needs %1 on the disk of %2, and %3 are free; make room, or choose fewer bits.</source>
        <translation>Das Vorbereiten braucht %1 auf dem Datenträger von %2, und %3 sind frei; schaffen Sie Platz, oder wählen Sie weniger Bit.</translation>
    </message>
    <message>
        <source>The checkpoint in %1 cannot be prepared: %2</source>
        <translation>Der Checkpoint in %1 kann nicht vorbereitet werden: %2</translation>
    </message>
    <message>
        <source>it is a prepared one already; prepare the original.</source>
        <translation>er ist schon vorbereitet; bereiten Sie das Original vor.</translation>
    </message>
    <message>
        <source>it is a &quot;%1&quot; language model without a video part.</source>
        <translation>er ist ein Sprachmodell „%1“ ohne Videoteil.</translation>
    </message>
    <message>
        <source>--bits is %1; it can be 16, 8 or 4.</source>
        <translation>--bits ist %1; möglich ist 16, 8 oder 4.</translation>
    </message>
    <message>
        <source>Preparing the checkpoint</source>
        <translation>Das Vorbereiten des Checkpoints</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be switched off; fsra, gstra, lste, row, lsd, several joined by +, or all were expected.</source>
        <translation>„%1“ kann nicht abgeschaltet werden; fsra, gstra, lste, row, lsd, mehrere mit + verbunden, oder all wurden erwartet.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose the checkpoint folder of the transcript&apos;s model first.</source>
        <translation>Kein Modell ist geladen. Wählen Sie erst den Checkpoint-Ordner, dessen Modell im Protokoll steht.</translation>
    </message>
    <message>
        <source>gives the key &quot;%1&quot; twice; each may be given once</source>
        <translation>nennt den Schlüssel „%1“ zweimal; jeder darf einmal genannt werden</translation>
    </message>
    <message>
        <source>is not JSON from byte %1 on; it is damaged or incomplete</source>
        <translation>ist ab Byte %1 kein JSON; der Text ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>has more than %1 values</source>
        <translation>hat mehr als %1 Werte</translation>
    </message>
    <message>
        <source>is not a JSON array; a list of entries was expected</source>
        <translation>ist keine JSON-Liste; eine Liste von Einträgen wurde erwartet</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>is nested too deeply; at most %1 lists and objects inside each other were expected</source>
        <translation>ist zu tief verschachtelt; höchstens %1 Listen und Objekte ineinander wurden erwartet</translation>
    </message>
    <message>
        <source>is larger than %1 MiB</source>
        <translation>ist größer als %1 MiB</translation>
    </message>
    <message>
        <source>is not a file; a JSON file was expected. Check its name</source>
        <translation>ist keine Datei; eine JSON-Datei wurde erwartet. Prüfen Sie den Namen</translation>
    </message>
    <message>
        <source>cannot be opened; check that it may be read</source>
        <translation>kann nicht geöffnet werden; prüfen Sie, ob die Datei gelesen werden darf</translation>
    </message>
    <message>
        <source>cannot be read; check its rights and the disk</source>
        <translation>kann nicht gelesen werden; prüfen Sie die Rechte und den Datenträger</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; %3.</source>
        <translation>%1: „%2“ %3.</translation>
    </message>
    <message>
        <source>a number was expected</source>
        <translation>eine Zahl wurde erwartet</translation>
    </message>
    <message>
        <source>a number from %1 on was expected</source>
        <translation>eine Zahl ab %1 wurde erwartet</translation>
    </message>
    <message>
        <source>a number from %1 to %2 was expected</source>
        <translation>eine Zahl von %1 bis %2 wurde erwartet</translation>
    </message>
    <message>
        <source>a number or null was expected</source>
        <translation>eine Zahl oder null wurde erwartet</translation>
    </message>
    <message>
        <source>a number from %1 on or null was expected</source>
        <translation>eine Zahl ab %1 oder null wurde erwartet</translation>
    </message>
    <message>
        <source>a number from %1 to %2 or null was expected</source>
        <translation>eine Zahl von %1 bis %2 oder null wurde erwartet</translation>
    </message>
    <message>
        <source>a whole number from %1 on was expected</source>
        <translation>eine ganze Zahl ab %1 wurde erwartet</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2 was expected</source>
        <translation>eine ganze Zahl von %1 bis %2 wurde erwartet</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>has no &quot;%1&quot;</source>
        <translation>hat kein „%1“</translation>
    </message>
    <message>
        <source>has a &quot;%1&quot; that %2</source>
        <translation>hat ein „%1“, und das %2</translation>
    </message>
    <message>
        <source>has no &quot;%1&quot; in %2</source>
        <translation>hat kein „%1“ in %2</translation>
    </message>
    <message>
        <source>has a &quot;%1&quot; in %2 that %3</source>
        <translation>hat ein „%1“ in %2, und das %3</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>is %1; %2</source>
        <translation>ist %1; %2</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>is not known to this version; a newer one may have written it</source>
        <translation>ist dieser Version nicht bekannt; vielleicht hat eine neuere es geschrieben</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>eine Liste wurde erwartet</translation>
    </message>
    <message>
        <source>has %1 entries; %2 were expected</source>
        <translation>hat %1 Einträge; %2 wurden erwartet</translation>
    </message>
    <message>
        <source>has %1 entries; %2 to %3 were expected</source>
        <translation>hat %1 Einträge; %2 bis %3 wurden erwartet</translation>
    </message>
    <message>
        <source>has %1 entries; at most %2 were expected</source>
        <translation>hat %1 Einträge; höchstens %2 wurden erwartet</translation>
    </message>
    <message>
        <source>has %1 members; at most %2 were expected</source>
        <translation>hat %1 Mitglieder; höchstens %2 wurden erwartet</translation>
    </message>
    <message>
        <source>a text without a NUL was expected</source>
        <translation>ein Text ohne NUL wurde erwartet</translation>
    </message>
    <message>
        <source>a text was expected</source>
        <translation>ein Text wurde erwartet</translation>
    </message>
    <message>
        <source>is a text of %1 bytes; at most %2 were expected</source>
        <translation>ist ein Text von %1 Byte; höchstens %2 wurden erwartet</translation>
    </message>
    <message>
        <source>true or false was expected</source>
        <translation>true oder false wurde erwartet</translation>
    </message>
    <message>
        <source>The environment variable VIDEOPANDA_CPU_LEVEL is &quot;%1&quot;; expected is portable, avx2, avx_vnni, avx512, avx512_vnni or avx512_bf16. Set one of these, or unset it.</source>
        <translation>Die Umgebungsvariable VIDEOPANDA_CPU_LEVEL ist „%1“; erwartet wird portable, avx2, avx_vnni, avx512, avx512_vnni oder avx512_bf16. Setzen Sie einen dieser Werte, oder löschen Sie sie.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds %2 where floating-point weights are expected; use the published float16, bfloat16 or float32 weights (quantised ones cannot be read).</source>
        <translation>Der Tensor %1 des Checkpoints enthält %2, wo Gleitkommagewichte erwartet werden; verwenden Sie die veröffentlichten Gewichte in float16, bfloat16 oder float32 (quantisierte können nicht gelesen werden).</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds a NaN or an infinity; the file is damaged or its training diverged.</source>
        <translation>Der Tensor %1 des Checkpoints enthält ein NaN oder eine Unendlichkeit; die Datei ist beschädigt, oder das Training ist entgleist.</translation>
    </message>
    <message>
        <source>The checkpoint lacks the scales or the offsets of the matrix %1; prepare the original checkpoint again.</source>
        <translation>Dem Checkpoint fehlen die Skalen oder die Versätze der Matrix %1; bereiten Sie den ursprünglichen Checkpoint erneut vor.</translation>
    </message>
    <message>
        <source>The checkpoint holds %1 in few bits, for asking alone; use the original checkpoint that it was prepared from.</source>
        <translation>Der Checkpoint enthält %1 in wenigen Bit, nur zum Fragen; verwenden Sie den ursprünglichen Checkpoint, aus dem er vorbereitet wurde.</translation>
    </message>
    <message>
        <source>The checkpoint lacks the tensor %1 of shape %2; check that every file of it is there.</source>
        <translation>Dem Checkpoint fehlt der Tensor %1 der Form %2; prüfen Sie, ob alle seine Dateien da sind.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 has the shape %2 where config.json calls for %3; the configuration and the weights do not belong together.</source>
        <translation>Der Tensor %1 des Checkpoints hat die Form %2, config.json verlangt aber %3; Konfiguration und Gewichte gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds values too large for %2; load it as float32.</source>
        <translation>Der Tensor %1 des Checkpoints enthält Werte, die für %2 zu groß sind; laden Sie ihn in float32.</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 is %2 of shape %3 where %4 of shape %5 is expected; the configuration and the weights do not belong together.</source>
        <translation>Der Tensor %1 des Checkpoints ist %2 der Form %3, erwartet wird %4 der Form %5; Konfiguration und Gewichte gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The matrix %1 is stored in few bits, which are computed with on the CPU only; use --device cpu, or the original checkpoint.</source>
        <translation>Die Matrix %1 ist in wenigen Bit gespeichert, mit denen nur auf der CPU gerechnet wird; verwenden Sie --device cpu oder den ursprünglichen Checkpoint.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is damaged (%2).</source>
        <translation>Die Bibliothek der Sitzungen, %1, ist beschädigt (%2).</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is in use by another program that does not let go of it; close that program.</source>
        <translation>Die Bibliothek der Sitzungen, %1, wird von einem anderen Programm benutzt, das sie nicht freigibt; schließen Sie dieses Programm.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be written because the disk is full; free some space.</source>
        <translation>Die Bibliothek der Sitzungen, %1, kann nicht geschrieben werden, weil der Datenträger voll ist; schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be written (%2); check the rights of its folder.</source>
        <translation>Die Bibliothek der Sitzungen, %1, kann nicht geschrieben werden (%2); prüfen Sie die Rechte ihres Ordners.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be used (%2).</source>
        <translation>Die Bibliothek der Sitzungen, %1, kann nicht verwendet werden (%2).</translation>
    </message>
    <message>
        <source>The library of sessions, %1, was written by an older version of this program; open it once with the studio where it may be written.</source>
        <translation>Die Bibliothek der Sitzungen, %1, wurde von einer älteren Version dieses Programms geschrieben; öffnen Sie sie einmal im Studio, wo sie geschrieben werden darf.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is damaged and cannot be moved aside (%2).</source>
        <translation>Die Bibliothek der Sitzungen, %1, ist beschädigt und kann nicht beiseitegelegt werden (%2).</translation>
    </message>
    <message>
        <source>There is no place for the library of sessions: neither XDG_DATA_HOME nor HOME is set; name a file with --library.</source>
        <translation>Für die Bibliothek der Sitzungen gibt es keinen Ort: Weder XDG_DATA_HOME noch HOME ist gesetzt; nennen Sie mit --library eine Datei.</translation>
    </message>
    <message>
        <source>The library&apos;s time-out and its largest size cannot be negative.</source>
        <translation>Wartezeit und größte Größe der Bibliothek können nicht negativ sein.</translation>
    </message>
    <message>
        <source>There is no library of sessions yet: %1 does not exist.</source>
        <translation>Es gibt noch keine Bibliothek der Sitzungen: %1 ist nicht da.</translation>
    </message>
    <message>
        <source>Sessions cannot be stored: the folder %1 cannot be made (%2).</source>
        <translation>Sitzungen können nicht gespeichert werden: Der Ordner %1 kann nicht angelegt werden (%2).</translation>
    </message>
    <message>
        <source>%1 is no library of sessions; name another file.</source>
        <translation>%1 ist keine Bibliothek von Sitzungen; nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The library of sessions was damaged; it was kept as %1, and a new one was begun.</source>
        <translation>Die Bibliothek der Sitzungen war beschädigt; sie wurde als %1 aufbewahrt, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>%1 Stored sessions can be read, new ones are not stored.</source>
        <translation>%1 Gespeicherte Sitzungen können gelesen werden, neue werden nicht gespeichert.</translation>
    </message>
    <message>
        <source>%1 is another program&apos;s database and not a library of sessions; name another file.</source>
        <translation>%1 ist die Datenbank eines anderen Programms und keine Bibliothek von Sitzungen; nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, was written by a newer version of this program (its form is %2, this program knows up to %3); update the program, or name another file.</source>
        <translation>Die Bibliothek der Sitzungen, %1, wurde von einer neueren Version dieses Programms geschrieben (ihre Form ist %2, dieses Programm kennt bis %3); aktualisieren Sie das Programm, oder nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The library of sessions, %1, may not be written; check the rights of its folder.</source>
        <translation>In die Bibliothek der Sitzungen, %1, darf nicht geschrieben werden; prüfen Sie die Rechte ihres Ordners.</translation>
    </message>
    <message>
        <source>Session %1 has no answer yet; there is nothing to export.</source>
        <translation>Sitzung %1 hat noch keine Antwort; es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>The cache of encoded videos needs a folder; name one.</source>
        <translation>Der Zwischenspeicher kodierter Videos braucht einen Ordner; nennen Sie einen.</translation>
    </message>
    <message>
        <source>The cache of encoded videos cannot have a negative size.</source>
        <translation>Der Zwischenspeicher kodierter Videos kann keine negative Größe haben.</translation>
    </message>
    <message>
        <source>The cached video %1 cannot be removed (%2).</source>
        <translation>Das zwischengespeicherte Video %1 kann nicht entfernt werden (%2).</translation>
    </message>
    <message>
        <source>The decoder has no %1 %2; it has %3, counted from 0.</source>
        <translation>%1 %2 gibt es im Dekoder nicht; er hat davon %3, gezählt ab 0.</translation>
    </message>
    <message>
        <source>The %1 to record must be given in ascending order and each once; found %2 before %3.</source>
        <translation>Die aufzuzeichnenden %1 müssen in steigender Folge und jede Nummer einmal angegeben werden; gefunden wurde %2 vor %3.</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>attention head</source>
        <translation>Aufmerksamkeitskopf</translation>
    </message>
    <message>
        <source>attention heads</source>
        <translation>Aufmerksamkeitsköpfe</translation>
    </message>
    <message>
        <source>The token %1 is outside the model&apos;s vocabulary of %2 tokens; the tokenizer and the weights do not belong together.</source>
        <translation>Das Token %1 liegt außerhalb des Wortschatzes des Modells von %2 Token; Tokenizer und Gewichte gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The conversation needs %1 tokens, but the context has room for %2. Ask a shorter question or start a new conversation.</source>
        <translation>Das Gespräch braucht %1 Token, im Kontext ist aber nur für %2 Platz. Stellen Sie eine kürzere Frage, oder beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The number of new tokens is %1; it must be at least 1.</source>
        <translation>Die Zahl neuer Token ist %1; sie muss mindestens 1 sein.</translation>
    </message>
    <message>
        <source>The context must have room for at least one token; %1 was asked for.</source>
        <translation>Der Kontext muss für mindestens ein Token Platz haben; verlangt wurde %1.</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of %1 tokens: its keys and values need %2 GB (%3 layers, %4 bytes a token, key and layer). Use a smaller context.</source>
        <translation>Der Speicher reicht nicht für einen Kontext von %1 Token: Seine Schlüssel und Werte brauchen %2 GB (%3 Schichten, %4 Byte je Token, Schlüssel und Schicht). Verwenden Sie einen kleineren Kontext.</translation>
    </message>
    <message>
        <source>The repetition penalty is %1; it must be a number above 0, where 1 changes nothing.</source>
        <translation>Die Wiederholungsstrafe ist %1; sie muss eine Zahl über 0 sein, wobei 1 nichts ändert.</translation>
    </message>
    <message>
        <source>The model gave no finite score for any of its %1 tokens; its weights cannot be used in this precision. Choose float32.</source>
        <translation>Das Modell hat keinem seiner %1 Token einen endlichen Wert gegeben; seine Gewichte können in dieser Genauigkeit nicht verwendet werden. Wählen Sie float32.</translation>
    </message>
    <message>
        <source>The temperature is %1; it must be a number that is 0 (greedy) or more.</source>
        <translation>Die Temperatur ist %1; sie muss eine Zahl ab 0 (greedy) sein.</translation>
    </message>
    <message>
        <source>top-p is %1; it must be more than 0 and at most 1.</source>
        <translation>Top-p ist %1; der Wert muss über 0 und darf höchstens 1 sein.</translation>
    </message>
    <message>
        <source>There is not enough memory to decode this file; close other programs and try again.</source>
        <translation>Der Speicher reicht nicht, um diese Datei zu dekodieren; schließen Sie andere Programme und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is encoded as &quot;%2&quot;, for which the installed FFmpeg has no decoder.</source>
        <translation>„%1“ ist als „%2“ kodiert, wofür das installierte FFmpeg keinen Dekoder hat.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be decoded (%2: %3); convert it to another format first.</source>
        <translation>„%1“ kann nicht dekodiert werden (%2: %3); wandeln Sie es erst in ein anderes Format um.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be decoded (%2: %3); the file may be damaged.</source>
        <translation>„%1“ kann nicht dekodiert werden (%2: %3); die Datei ist vielleicht beschädigt.</translation>
    </message>
    <message>
        <source>The start and end of the range must not be negative (seconds).</source>
        <translation>Anfang und Ende des Bereichs dürfen nicht negativ sein (Sekunden).</translation>
    </message>
    <message>
        <source>The range starts at %1 s, but the video is only %2 s long; give an earlier start.</source>
        <translation>Der Bereich beginnt bei %1 s, das Video dauert aber nur %2 s; geben Sie einen früheren Anfang an.</translation>
    </message>
    <message>
        <source>The number of frames is %1, but it must be a positive multiple of %2.</source>
        <translation>Die Zahl der Bilder ist %1, muss aber ein positives Vielfaches von %2 sein.</translation>
    </message>
    <message>
        <source>The video has no frames.</source>
        <translation>Das Video hat keine Bilder.</translation>
    </message>
    <message>
        <source>The video&apos;s frame rate is unknown, so its frames cannot be sampled.</source>
        <translation>Die Bildrate des Videos ist unbekannt, also können keine Bilder ausgewählt werden.</translation>
    </message>
    <message>
        <source>No frames are given; give at least one frame number.</source>
        <translation>Es sind keine Bilder angegeben; geben Sie mindestens eine Bildnummer an.</translation>
    </message>
    <message>
        <source>Frame %1 is not in the video, whose frames are 0 to %2.</source>
        <translation>Bild %1 ist nicht im Video, dessen Bilder 0 bis %2 sind.</translation>
    </message>
    <message>
        <source>Frame %1 comes after frame %2, but frame numbers must be given in ascending order.</source>
        <translation>Bild %1 kommt nach Bild %2, Bildnummern müssen aber in steigender Folge angegeben werden.</translation>
    </message>
    <message>
        <source>None of the video&apos;s %1 frames can be decoded; the file is damaged.</source>
        <translation>Von den %1 Bildern des Videos kann keines dekodiert werden; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The video is damaged: %1 of %2 frames could not be decoded, and the nearest readable ones are used instead.</source>
        <translation>Das Video ist beschädigt: %1 von %2 Bildern konnten nicht dekodiert werden, und die nächsten lesbaren werden stattdessen verwendet.</translation>
    </message>
    <message>
        <source>The video is damaged in places: some of the frames may show errors.</source>
        <translation>Das Video ist stellenweise beschädigt: Einige der Bilder zeigen vielleicht Fehler.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not exist; check the name.</source>
        <translation>„%1“ gibt es nicht; prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be reached: %2.</source>
        <translation>„%1“ ist nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a folder; give a video file.</source>
        <translation>„%1“ ist ein Ordner; wählen Sie eine Videodatei.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a regular file; give a video file.</source>
        <translation>„%1“ ist keine gewöhnliche Datei; wählen Sie eine Videodatei.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty (0 bytes); give a video file.</source>
        <translation>„%1“ ist leer (0 Byte); wählen Sie eine Videodatei.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: permission denied.</source>
        <translation>„%1“ kann nicht gelesen werden: Die Berechtigung fehlt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a video: no known format was recognised in it.</source>
        <translation>„%1“ ist kein Video: Darin wurde kein bekanntes Format erkannt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a video but &quot;%2&quot;; give the video file itself.</source>
        <translation>„%1“ ist kein Video, sondern „%2“; wählen Sie die Videodatei selbst.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2; it is damaged.</source>
        <translation>„%1“ %2; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a HEIF picture (&quot;%2&quot;), which the installed FFmpeg cannot read; convert it to another format first.</source>
        <translation>„%1“ ist ein HEIF-Bild („%2“), das das installierte FFmpeg nicht lesen kann; wandeln Sie es erst in ein anderes Format um.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be opened (%2: %3); it may be cut off or damaged.</source>
        <translation>„%1“ kann nicht geöffnet werden (%2: %3); die Datei ist vielleicht abgeschnitten oder beschädigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no readable streams (%2: %3).</source>
        <translation>„%1“ enthält keine lesbaren Ströme (%2: %3).</translation>
    </message>
    <message>
        <source>&quot;%1&quot; changed while it was read; open it again.</source>
        <translation>„%1“ hat sich beim Lesen geändert; öffnen Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>Dolby Vision of profile %1, whose colours only its own decoders restore; here they are wrong</source>
        <translation>Dolby Vision mit Profil %1, dessen Farben nur eigene Dekoder herstellen; hier sind sie falsch</translation>
    </message>
    <message>
        <source>the installed FFmpeg has no %1 encoder</source>
        <translation>das installierte FFmpeg hat keinen Kodierer für %1</translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation>es hat keine Pixel</translation>
    </message>
    <message>
        <source>A picture cannot be written: %1.</source>
        <translation>Ein Bild kann nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>The picture &quot;%1&quot; cannot be written: %2.</source>
        <translation>Das Bild „%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Pictures of %1x%2 in &quot;%3&quot; cannot be converted to RGB.</source>
        <translation>Bilder von %1x%2 in „%3“ können nicht in RGB umgewandelt werden.</translation>
    </message>
    <message>
        <source>Pictures of %1x%2 in &quot;an unknown format&quot; cannot be converted to RGB.</source>
        <translation>Bilder von %1x%2 in einem unbekannten Format können nicht in RGB umgewandelt werden.</translation>
    </message>
    <message>
        <source>claims %1 entries in a table, more than its %2 bytes can hold</source>
        <translation>nennt %1 Einträge in einer Tabelle, mehr als ihre %2 Byte enthalten können</translation>
    </message>
    <message>
        <source>claims %1 samples in its edits, more than its %2 bytes can hold</source>
        <translation>nennt %1 Bilder und Töne in ihren Schnitten, mehr als ihre %2 Byte enthalten können</translation>
    </message>
    <message>
        <source>claims %1 samples, more than its %2 bytes can hold</source>
        <translation>nennt %1 Bilder und Töne, mehr als ihre %2 Byte enthalten können</translation>
    </message>
    <message>
        <source>HDR (%1, %2), shown as SDR</source>
        <translation>HDR (%1, %2), gezeigt als SDR</translation>
    </message>
    <message>
        <source>wide gamut (%1), shown in BT.709</source>
        <translation>weiter Farbraum (%1), gezeigt in BT.709</translation>
    </message>
    <message>
        <source>%1 (unknown codec%2)</source>
        <translation>%1 (unbekannter Codec%2)</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no stream %2; its video streams: %3.</source>
        <translation>„%1“ hat keinen Strom %2; die Videoströme darin: %3.</translation>
    </message>
    <message>
        <source>Stream %1 of &quot;%2&quot; holds no pictures but %3; its video streams: %4.</source>
        <translation>Strom %1 von „%2“ enthält keine Bilder, sondern %3; die Videoströme darin: %4.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds only sound and a cover picture; give a file with moving pictures.</source>
        <translation>„%1“ enthält nur Ton und ein Titelbild; wählen Sie eine Datei mit bewegten Bildern.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds only sound; give a file with moving pictures.</source>
        <translation>„%1“ enthält nur Ton; wählen Sie eine Datei mit bewegten Bildern.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no video stream; give a file with moving pictures.</source>
        <translation>„%1“ enthält keinen Videostrom; wählen Sie eine Datei mit bewegten Bildern.</translation>
    </message>
    <message>
        <source>%1, which cannot be decoded</source>
        <translation>%1, der nicht dekodiert werden kann</translation>
    </message>
    <message>
        <source>%1, a single picture</source>
        <translation>%1, ein einzelnes Bild</translation>
    </message>
    <message>
        <source>Of the video streams of &quot;%1&quot;, %2 is looked at and not %3.</source>
        <translation>Von den Videoströmen von „%1“ wird %2 angesehen und nicht %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; claims pictures of %2x%3 pixels; at most %4 a side and %5 in all are supported, so make it smaller first.</source>
        <translation>„%1“ nennt Bilder von %2x%3 Pixeln; unterstützt werden höchstens %4 je Seite und %5 insgesamt, verkleinern Sie das Video also erst.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no picture that can be decoded; it is damaged.</source>
        <translation>„%1“ hat kein Bild, das dekodiert werden kann; die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is an animated WebP that the installed FFmpeg cannot decode; convert it to another format first.</source>
        <translation>„%1“ ist ein animiertes WebP, das das installierte FFmpeg nicht dekodieren kann; wandeln Sie es erst in ein anderes Format um.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in a form of &quot;%2&quot; that the installed FFmpeg cannot decode; convert it to another format first.</source>
        <translation>„%1“ hat eine Form von „%2“, die das installierte FFmpeg nicht dekodieren kann; wandeln Sie die Datei erst in ein anderes Format um.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in a form of &quot;%2&quot; that the installed FFmpeg cannot decode (%3); convert it to another format first.</source>
        <translation>„%1“ hat eine Form von „%2“, die das installierte FFmpeg nicht dekodieren kann (%3); wandeln Sie die Datei erst in ein anderes Format um.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is encrypted; give an unencrypted copy.</source>
        <translation>„%1“ ist verschlüsselt; wählen Sie eine unverschlüsselte Kopie.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a video stream without any pictures; it may be cut off or damaged.</source>
        <translation>„%1“ hat einen Videostrom ohne Bilder; die Datei ist vielleicht abgeschnitten oder beschädigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is damaged in places; only its readable part is used.</source>
        <translation>„%1“ ist stellenweise beschädigt; nur der lesbare Teil wird verwendet.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; changed after it was opened; open it again.</source>
        <translation>„%1“ hat sich nach dem Öffnen geändert; öffnen Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2.</source>
        <translation>„%1“ ist %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is interlaced; of each picture the field that is shown first is kept.</source>
        <translation>„%1“ ist im Zeilensprung aufgenommen; von jedem Bild wird das Halbbild behalten, das zuerst gezeigt wird.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is interlaced: two moments are woven together in each picture, and the model is shown them so.</source>
        <translation>„%1“ ist im Zeilensprung aufgenommen: In jedem Bild sind zwei Zeitpunkte verwoben, und so werden sie dem Modell gezeigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not say that it is interlaced, so its pictures stay as they are.</source>
        <translation>„%1“ gibt sich nicht als im Zeilensprung aufgenommen zu erkennen, also bleiben die Bilder, wie sie sind.</translation>
    </message>
    <message>
        <source>A video of %1 pixels cannot be written; give 1 to %2 a side.</source>
        <translation>Ein Video von %1 Pixeln kann nicht geschrieben werden; wählen Sie 1 bis %2 je Seite.</translation>
    </message>
    <message>
        <source>A video of %1 pixels cannot be written as H.264; give even numbers.</source>
        <translation>Ein Video von %1 Pixeln kann nicht als H.264 geschrieben werden; wählen Sie gerade Zahlen.</translation>
    </message>
    <message>
        <source>A frame rate of %1/%2 cannot be written; both numbers are 1 to 1000000.</source>
        <translation>Eine Bildrate von %1/%2 kann nicht geschrieben werden; beide Zahlen sind 1 bis 1000000.</translation>
    </message>
    <message>
        <source>Times in %1/%2 s cannot be written; both numbers are 1 to 1000000.</source>
        <translation>Zeiten in %1/%2 s können nicht geschrieben werden; beide Zahlen sind 1 bis 1000000.</translation>
    </message>
    <message>
        <source>A constant rate factor of %1 cannot be used; give 0 to 51.</source>
        <translation>Ein konstanter Qualitätsfaktor von %1 kann nicht verwendet werden; wählen Sie 0 bis 51.</translation>
    </message>
    <message>
        <source>A sound track can be written beside H.264 only.</source>
        <translation>Eine Tonspur kann nur neben H.264 geschrieben werden.</translation>
    </message>
    <message>
        <source>A video cannot be encoded by %1 threads; give 0 to 64.</source>
        <translation>Ein Video kann nicht von %1 Threads kodiert werden; wählen Sie 0 bis 64.</translation>
    </message>
    <message>
        <source>The video &quot;%1&quot; cannot be written: %2.</source>
        <translation>Das Video „%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The attention maps of this video were not kept; encode it again with them.</source>
        <translation>Die Aufmerksamkeitskarten dieses Videos wurden nicht behalten; kodieren Sie es erneut mit ihnen.</translation>
    </message>
    <message>
        <source>%1 lasts %2 s by its own account, too long to be written again; ask about a part of it.</source>
        <translation>%1 dauert nach eigener Angabe %2 s, zu lange, um noch einmal geschrieben zu werden; fragen Sie nach einem Teil davon.</translation>
    </message>
    <message>
        <source>%1 is the film itself; write the overlay to another file.</source>
        <translation>%1 ist der Film selbst; schreiben Sie die Überlagerung in eine andere Datei.</translation>
    </message>
    <message>
        <source>No picture of %1 can be decoded; try to open it in a player.</source>
        <translation>Kein Bild von %1 kann dekodiert werden; versuchen Sie, die Datei in einem Abspielprogramm zu öffnen.</translation>
    </message>
    <message>
        <source>%1 was changed or removed after it was analysed; analyse it again.</source>
        <translation>%1 wurde geändert oder entfernt, nachdem es analysiert worden war; analysieren Sie es erneut.</translation>
    </message>
    <message>
        <source>is not a SentencePiece model, or is damaged; copy or download it again.</source>
        <translation>ist kein SentencePiece-Modell oder ist beschädigt; kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>the token %1 has a score that is not a finite number.</source>
        <translation>das Token %1 hat einen Wert, der keine endliche Zahl ist.</translation>
    </message>
    <message>
        <source>the token %1 is of the unknown type %2.</source>
        <translation>das Token %1 ist von der unbekannten Art %2.</translation>
    </message>
    <message>
        <source>the token %1 is empty, longer than %2 bytes or not UTF-8 text.</source>
        <translation>das Token %1 ist leer, länger als %2 Byte oder kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>it puts spaces behind words instead of before them; only tokenizers as LLaMA&apos;s are supported.</source>
        <translation>sie setzt Leerzeichen hinter Wörter statt davor; nur Tokenizer wie der von LLaMA werden unterstützt.</translation>
    </message>
    <message>
        <source>it rewrites characters before it encodes them (a &quot;precompiled_charsmap&quot;); only tokenizers with the identity normaliser, as LLaMA&apos;s, are supported.</source>
        <translation>sie schreibt Zeichen um, bevor sie sie kodiert (ein „precompiled_charsmap“); nur Tokenizer mit der identischen Normalisierung wie der von LLaMA werden unterstützt.</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: the token &quot;%1&quot; is there twice.</source>
        <translation>ist kein brauchbares SentencePiece-Modell: Das Token „%1“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 unknown tokens where one was expected.</source>
        <translation>ist kein brauchbares SentencePiece-Modell: Es hat %1 unbekannte Token, erwartet wurde eines.</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 byte tokens where 256 were expected.</source>
        <translation>ist kein brauchbares SentencePiece-Modell: Es hat %1 Bytetoken, erwartet wurden 256.</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 byte tokens where none were expected.</source>
        <translation>ist kein brauchbares SentencePiece-Modell: Es hat %1 Bytetoken, erwartet wurde keines.</translation>
    </message>
    <message>
        <source>has more than %1 tokens.</source>
        <translation>hat mehr als %1 Token.</translation>
    </message>
    <message>
        <source>is not a SentencePiece model: it has fewer than three tokens.</source>
        <translation>ist kein SentencePiece-Modell: Es hat weniger als drei Token.</translation>
    </message>
    <message>
        <source>its algorithm is number %1; byte-pair encoding (2), as LLaMA&apos;s, was expected.</source>
        <translation>ihr Verfahren hat die Nummer %1; Byte-Pair-Encoding (2) wie bei LLaMA wurde erwartet.</translation>
    </message>
    <message>
        <source>is missing; a checkpoint&apos;s folder holds its SentencePiece model under this name.</source>
        <translation>fehlt; der Ordner eines Checkpoints enthält unter diesem Namen sein SentencePiece-Modell.</translation>
    </message>
    <message>
        <source>is larger than any SentencePiece model; copy or download it again.</source>
        <translation>ist größer als jedes SentencePiece-Modell; kopieren oder laden Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>the byte token %1, &quot;%2&quot;, is not spelled as &lt;0x00&gt; to &lt;0xFF&gt;.</source>
        <translation>das Bytetoken %1, „%2“, ist nicht als &lt;0x00&gt; bis &lt;0xFF&gt; geschrieben.</translation>
    </message>
    <message>
        <source>token %1 is &quot;%2&quot;; the control token %3 was expected, as in LLaMA&apos;s tokenizer.</source>
        <translation>Token %1 ist „%2“; das Steuertoken %3 wurde erwartet, wie im Tokenizer von LLaMA.</translation>
    </message>
    <message>
        <source>a ratio of whole numbers such as 1/24000 was expected</source>
        <translation>ein Verhältnis ganzer Zahlen wie 1/24000 wurde erwartet</translation>
    </message>
    <message>
        <source>end_token, length, stopped, interrupted or repetition was expected</source>
        <translation>end_token, length, stopped, interrupted oder repetition wurde erwartet</translation>
    </message>
    <message>
        <source>the hash of a model was expected</source>
        <translation>der Hash eines Modells wurde erwartet</translation>
    </message>
    <message>
        <source>no end token of an answer that did not end by itself was expected</source>
        <translation>bei einer Antwort, die nicht von selbst endete, wurde kein Endtoken erwartet</translation>
    </message>
    <message>
        <source>has %1 entries; as many as token_ids, %2, were expected</source>
        <translation>hat %1 Einträge; so viele wie token_ids, nämlich %2, wurden erwartet</translation>
    </message>
    <message>
        <source>a time such as 2026-11-23T20:30:28Z was expected</source>
        <translation>eine Zeit wie 2026-11-23T20:30:28Z wurde erwartet</translation>
    </message>
    <message>
        <source>&quot;videopanda-transcript&quot; was expected</source>
        <translation>„videopanda-transcript“ wurde erwartet</translation>
    </message>
    <message>
        <source>The transcript %1 cannot be used: %2 %3.</source>
        <translation>Das Protokoll %1 kann nicht verwendet werden: %2 %3.</translation>
    </message>
    <message>
        <source>The transcript %1 cannot be used: there is no such file.</source>
        <translation>Das Protokoll %1 kann nicht verwendet werden: Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>A transcript cannot be written to %1: the name has no ending; let the name end in %2.</source>
        <translation>Ein Protokoll kann nicht in %1 geschrieben werden: Der Name hat keine Endung; lassen Sie ihn auf %2 enden.</translation>
    </message>
    <message>
        <source>A transcript cannot be written to %1: its ending is %2; let the name end in %3.</source>
        <translation>Ein Protokoll kann nicht in %1 geschrieben werden: Die Endung ist %2; lassen Sie den Namen auf %3 enden.</translation>
    </message>
    <message>
        <source>The model is another form of the same checkpoint: %1.</source>
        <translation>Das Modell ist eine andere Form desselben Checkpoints: %1.</translation>
    </message>
    <message>
        <source>The model is another one: %1 with hash %2 instead of %3 with hash %4.</source>
        <translation>Das Modell ist ein anderes: %1 mit dem Hash %2 statt %3 mit dem Hash %4.</translation>
    </message>
    <message>
        <source>Answer %1 was not asked again: it was given by %2 with hash %3 on %4 in %5; verify with that to check it.</source>
        <translation>Antwort %1 wurde nicht erneut erfragt: Sie wurde von %2 mit dem Hash %3 auf %4 in %5 gegeben; verifizieren Sie damit, um sie zu prüfen.</translation>
    </message>
    <message>
        <source>The video was not compared: the record has no hash of it.</source>
        <translation>Das Video wurde nicht verglichen: Das Protokoll enthält keinen Hash davon.</translation>
    </message>
    <message>
        <source>The video is another one: %1 has the SHA-256 %2 instead of %3.</source>
        <translation>Das Video ist ein anderes: %1 hat das SHA-256 %2 statt %3.</translation>
    </message>
    <message>
        <source>The video begins %1 s after its file does instead of %2 s.</source>
        <translation>Das Video beginnt %1 s nach seiner Datei statt %2 s.</translation>
    </message>
    <message>
        <source>The model saw %1 frames in %2 slots instead of %3 in %4.</source>
        <translation>Das Modell hat %1 Bilder auf %2 Plätzen gesehen statt %3 auf %4.</translation>
    </message>
    <message>
        <source>Frame %1 begins at %2 s instead of %3 s.</source>
        <translation>Bild %1 beginnt bei %2 s statt %3 s.</translation>
    </message>
    <message>
        <source>Frame %1 is shown for %2 s instead of %3 s.</source>
        <translation>Bild %1 wird %2 s lang gezeigt statt %3 s.</translation>
    </message>
    <message>
        <source>Frame %1 is number %2 at pts %3 instead of number %4 at pts %5.</source>
        <translation>Bild %1 ist Nummer %2 bei pts %3 statt Nummer %4 bei pts %5.</translation>
    </message>
    <message>
        <source>The video has %1 pixels of width instead of %2.</source>
        <translation>Das Video hat %1 Pixel Breite statt %2.</translation>
    </message>
    <message>
        <source>The video has %1 pixels of height instead of %2.</source>
        <translation>Das Video hat %1 Pixel Höhe statt %2.</translation>
    </message>
    <message>
        <source>The video has %1 frames instead of %2.</source>
        <translation>Das Video hat %1 Bilder statt %2.</translation>
    </message>
    <message>
        <source>The video lasts %1 s instead of %2 s.</source>
        <translation>Das Video dauert %1 s statt %2 s.</translation>
    </message>
    <message>
        <source>The attention on the frames was not compared: it is that of %1.</source>
        <translation>Die Aufmerksamkeit auf die Bilder wurde nicht verglichen: Sie ist die von %1.</translation>
    </message>
    <message>
        <source>There are shares of attention of %1 frame slots instead of %2.</source>
        <translation>Es gibt Aufmerksamkeitsanteile von %1 Bildplätzen statt %2.</translation>
    </message>
    <message>
        <source>The share of attention of frame slot %1 is %2 instead of %3.</source>
        <translation>Der Aufmerksamkeitsanteil des Bildplatzes %1 ist %2 statt %3.</translation>
    </message>
    <message>
        <source>The prompt of question %1 has %2 tokens instead of %3.</source>
        <translation>Der Prompt der Frage %1 hat %2 Token statt %3.</translation>
    </message>
    <message>
        <source>Answer %1 differs from token %2 on: %3 instead of %4; it now reads %5.</source>
        <translation>Antwort %1 weicht ab Token %2 ab: %3 statt %4; jetzt lautet sie %5.</translation>
    </message>
    <message>
        <source>Answer %1 has %2 tokens instead of %3; it now reads %4.</source>
        <translation>Antwort %1 hat %2 Token statt %3; jetzt lautet sie %4.</translation>
    </message>
    <message>
        <source>Answer %1 has the same tokens but the text %2 in the record and %3 now: the record was changed, or the tokenizer was.</source>
        <translation>Antwort %1 hat dieselben Token, aber im Protokoll den Text %2 und jetzt %3: Das Protokoll wurde geändert, oder der Tokenizer.</translation>
    </message>
    <message>
        <source>Answer %1 ended otherwise: %2 instead of %3.</source>
        <translation>Antwort %1 endete anders: %2 statt %3.</translation>
    </message>
    <message>
        <source>Answer %1 ended with the token %2 instead of %3.</source>
        <translation>Antwort %1 endete mit dem Token %2 statt %3.</translation>
    </message>
    <message>
        <source>Answer %1 was not asked again: no token of it is recorded.</source>
        <translation>Antwort %1 wurde nicht erneut erfragt: Kein Token davon ist aufgezeichnet.</translation>
    </message>
    <message>
        <source>No answer in the record has tokens of this model, so that none of them can be checked.</source>
        <translation>Keine Antwort im Protokoll hat Token dieses Modells, sodass keine geprüft werden kann.</translation>
    </message>
    <message>
        <source>Log-probabilities were not compared: the record was computed on %1 in %2, this on %3 in %4.</source>
        <translation>Log-Wahrscheinlichkeiten wurden nicht verglichen: Das Protokoll wurde auf %1 in %2 berechnet, dies auf %3 in %4.</translation>
    </message>
    <message>
        <source>The log-probability of token %1 of Answer %2 is %3 instead of %4, more than %5 apart.</source>
        <translation>Die Log-Wahrscheinlichkeit des Tokens %1 von Antwort %2 ist %3 statt %4, mehr als %5 auseinander.</translation>
    </message>
    <message>
        <source>The video of the transcript, %1, is not there, nor a file of its name beside the transcript; say where it is.</source>
        <translation>Das Video des Protokolls, %1, ist nicht da, auch keine Datei seines Namens neben dem Protokoll; geben Sie an, wo es ist.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before starting a batch.</source>
        <translation>Kein Modell ist geladen. Wählen Sie einen Checkpoint-Ordner, bevor Sie einen Stapel starten.</translation>
    </message>
    <message>
        <source>Videos, windows and questions make more than %1 answers; use fewer here, or videopanda batch on the command line.</source>
        <translation>Videos, Abschnitte und Fragen ergeben mehr als %1 Antworten; verwenden Sie hier weniger, oder videopanda batch auf der Befehlszeile.</translation>
    </message>
    <message>
        <source>The video is not analysed, and a transcript says how it was; have it analysed first, by asking a question.</source>
        <translation>Das Video ist nicht analysiert, und ein Protokoll sagt, wie es das wurde; lassen Sie es erst analysieren, indem Sie etwas fragen.</translation>
    </message>
    <message>
        <source>There is no answer to save yet.</source>
        <translation>Es gibt noch keine Antwort zu speichern.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before asking.</source>
        <translation>Kein Modell ist geladen. Wählen Sie einen Checkpoint-Ordner, bevor Sie fragen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs or use a smaller model.</source>
        <translation>Dafür reicht der Speicher nicht. Schließen Sie andere Programme, oder verwenden Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The model could not go on: %1</source>
        <translation>Das Modell konnte nicht weiterarbeiten: %1</translation>
    </message>
    <message>
        <source>The model could not go on.</source>
        <translation>Das Modell konnte nicht weiterarbeiten.</translation>
    </message>
    <message>
        <source>The result cannot be written to %1; let the name end in .html, .md, .json or .csv.</source>
        <translation>Das Ergebnis kann nicht nach %1 geschrieben werden; der Name muss auf .html, .md, .json oder .csv enden.</translation>
    </message>
    <message>
        <source>version 1 or 2 was expected</source>
        <translation>Fassung 1 oder 2 wurde erwartet</translation>
    </message>
    <message>
        <source>The model was trained with %1 frames a video and is shown %2; its answers may be less good.</source>
        <translation>Das Modell wurde mit %1 Bildern je Video trainiert und bekommt %2 gezeigt; seine Antworten können schlechter sein.</translation>
    </message>
    <message>
        <source>The part of the program that computes cannot be opened (%1); install the program anew, or raise the limit of memory where there is one.</source>
        <translation>Der Teil des Programms, der rechnet, kann nicht geöffnet werden (%1); installieren Sie das Programm neu, oder erhöhen Sie die Speichergrenze, wo es eine gibt.</translation>
    </message>
    <message>
        <source>Scoring the options</source>
        <translation>Das Bewerten der Antwortmöglichkeiten</translation>
    </message>
    <message>
        <source>This program was built without CUDA and computes on the CPU only. Use --device cpu, or build it for CUDA.</source>
        <translation>Dieses Programm wurde ohne CUDA gebaut und rechnet nur auf dem Prozessor. Verwenden Sie --device cpu, oder bauen Sie es für CUDA.</translation>
    </message>
    <message>
        <source>No CUDA device can be used: this machine has none, or its driver does not answer. Use --device cpu.</source>
        <translation>Kein CUDA-Gerät ist verwendbar: Dieser Rechner hat keines, oder sein Treiber antwortet nicht. Verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>With %1 bits a weight (videopanda prepare) it would need %2.</source>
        <translation>Mit %1 Bit je Gewicht (videopanda prepare) bräuchte es %2.</translation>
    </message>
    <message>
        <source>Close other programs on it, or use --device cpu.</source>
        <translation>Schließen Sie andere Programme darauf, oder verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>The model needs %1 of memory on %2 (weights %3, keys and values %4, workspace %5) and %6 are free. %7</source>
        <translation>Das Modell braucht %1 Speicher auf %2 (Gewichte %3, Schlüssel und Werte %4, Arbeitsspeicher %5), und %6 sind frei. %7</translation>
    </message>
    <message>
        <source>There is no device cuda:%1; the GPUs here are: %2.</source>
        <translation>Es gibt kein Gerät cuda:%1; die Grafikkarten hier sind: %2.</translation>
    </message>
    <message>
        <source>The model is computed on the CPU: no GPU has room for it. %1</source>
        <translation>Das Modell wird auf dem Prozessor gerechnet: Keine Grafikkarte hat Platz dafür. %1</translation>
    </message>
    <message>
        <source>The GPU failed while the answer was written, which ends here (%1).</source>
        <translation>Die Grafikkarte versagte, während die Antwort geschrieben wurde; sie endet hier (%1).</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before starting a benchmark.</source>
        <translation>Es ist kein Modell geladen. Wählen Sie einen Checkpoint-Ordner, bevor Sie einen Benchmark starten.</translation>
    </message>
    <message>
        <source>The results file was begun with another model (%1); choose another file.</source>
        <translation>Die Ergebnisdatei wurde mit einem anderen Modell begonnen (%1); wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 is not a folder; the folder of the benchmark was expected.</source>
        <translation>%1 ist kein Ordner; erwartet wurde der Ordner des Benchmarks.</translation>
    </message>
    <message>
        <source>%1 is a Parquet file, which cannot be read here; write its rows as a JSON list to %2, for example with pandas: read_parquet(…).to_json(…, orient=&quot;records&quot;).</source>
        <translation>%1 ist eine Parquet-Datei, die hier nicht gelesen werden kann; schreiben Sie ihre Zeilen als JSON-Liste nach %2, zum Beispiel mit pandas: read_parquet(…).to_json(…, orient=&quot;records&quot;).</translation>
    </message>
    <message>
        <source>There is no %1 in %2; %3 has these files: %4.</source>
        <translation>In %2 gibt es kein %1; zu %3 gehören diese Dateien: %4.</translation>
    </message>
    <message>
        <source>With %1 bits a weight (videopanda prepare) there would be room for a question about %2 frames.</source>
        <translation>Mit %1 Bit je Gewicht (videopanda prepare) wäre Platz für eine Frage zu %2 Bildern.</translation>
    </message>
    <message>
        <source>Of the memory on %1, %2 are free: beside the model there is room for a context of %3 tokens instead of %4, which is a question about %5 frames.</source>
        <translation>Vom Speicher auf %1 sind %2 frei: Neben dem Modell ist Platz für einen Kontext von %3 statt %4 Tokens, also für eine Frage zu %5 Bildern.</translation>
    </message>
    <message>
        <source>The GPU failed (%1). Try again; where it does not answer any more, use --device cpu.</source>
        <translation>Die Grafikkarte versagte (%1). Versuchen Sie es noch einmal; antwortet sie nicht mehr, verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>Timing the systems</source>
        <translation>Das Messen der Systeme</translation>
    </message>
    <message>
        <source>&quot;gelu&quot; or &quot;quick_gelu&quot; was expected</source>
        <translation>erwartet wurde „gelu“ oder „quick_gelu“</translation>
    </message>
    <message>
        <source>only 1e-5 is supported</source>
        <translation>nur 1e-5 wird unterstützt</translation>
    </message>
    <message>
        <source>a multiple of &quot;patch_size&quot; = %1 was expected</source>
        <translation>erwartet wurde ein Vielfaches von „patch_size“ = %1</translation>
    </message>
    <message>
        <source>a divisor of the width %1 was expected</source>
        <translation>erwartet wurde ein Teiler der Breite %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was expected</source>
        <translation>erwartet wurde „%1“</translation>
    </message>
    <message>
        <source>the tower&apos;s %1 pixels were expected</source>
        <translation>erwartet wurden die %1 Pixel des Bildencoders</translation>
    </message>
    <message>
        <source>the vision tower&apos;s width of %1 was expected</source>
        <translation>erwartet wurde die Breite %1 des Bildencoders</translation>
    </message>
    <message>
        <source>only LanguageBind/LanguageBind_Video_merge is supported</source>
        <translation>nur LanguageBind/LanguageBind_Video_merge wird unterstützt</translation>
    </message>
    <message>
        <source>&quot;vision_config&quot; is missing.</source>
        <translation>„vision_config“ fehlt.</translation>
    </message>
    <message>
        <source>only true is supported</source>
        <translation>nur true wird unterstützt</translation>
    </message>
    <message>
        <source>names the vision tower %1, which lies neither beside the checkpoint or above it nor in the model hub&apos;s cache; put its folder there, or name it with --encoder.</source>
        <translation>nennt den Bildencoder %1, der weder neben dem Checkpoint oder darüber noch im Zwischenspeicher des Modell-Hubs liegt; legen Sie seinen Ordner dorthin oder nennen Sie ihn mit --encoder.</translation>
    </message>
    <message>
        <source>&quot;vision_config&quot; is missing; the folder of a CLIP was expected.</source>
        <translation>„vision_config“ fehlt; erwartet wurde der Ordner eines CLIP.</translation>
    </message>
    <message>
        <source>&quot;text_config&quot; is missing.</source>
        <translation>„text_config“ fehlt.</translation>
    </message>
    <message>
        <source>names no vision tower; &quot;mm_video_tower&quot; (Video-LLaVA) or &quot;mm_vision_tower&quot; (Video-ChatGPT) was expected.</source>
        <translation>nennt keinen Bildencoder; erwartet wurde „mm_video_tower“ (Video-LLaVA) oder „mm_vision_tower“ (Video-ChatGPT).</translation>
    </message>
    <message>
        <source>is Video-ChatGPT&apos;s decoder; its projector file %1 lies neither beside it or above it (in %2) nor in the model hub&apos;s cache; put it there, or name it with --projector.</source>
        <translation>ist der Decoder von Video-ChatGPT; seine Projektordatei %1 liegt weder daneben oder darüber (in %2) noch im Zwischenspeicher des Modell-Hubs; legen Sie sie dorthin oder nennen Sie sie mit --projector.</translation>
    </message>
    <message>
        <source>holds the tensor %1 a second time.</source>
        <translation>enthält den Tensor %1 ein zweites Mal.</translation>
    </message>
    <message>
        <source>Video-LLaVA, converted for Transformers (without attention over time)</source>
        <translation>Video-LLaVA, für Transformers umgewandelt (ohne Aufmerksamkeit über die Zeit)</translation>
    </message>
    <message>
        <source>Video-ChatGPT can be shown %1 frames at most.</source>
        <translation>Video-ChatGPT können höchstens %1 Bilder gezeigt werden.</translation>
    </message>
    <message>
        <source>This model has no %1 that could be switched off.</source>
        <translation>Dieses Modell hat kein %1, das sich abschalten ließe.</translation>
    </message>
    <message>
        <source>The weights in %1 are no model, but what was added to LLaMA&apos;s (delta weights); add them to LLaMA-7B&apos;s weights, or use the sum, mmaaz60/LLaVA-7B-Lightening-v1-1.</source>
        <translation>Die Gewichte in %1 sind kein Modell, sondern das, was zu denen von LLaMA hinzukam (Delta-Gewichte); addieren Sie sie zu den Gewichten von LLaMA-7B, oder nehmen Sie die Summe, mmaaz60/LLaVA-7B-Lightening-v1-1.</translation>
    </message>
    <message>
        <source>This model has no FSRA and no GSTRA, whose maps are checked.</source>
        <translation>Dieses Modell hat weder FSRA noch GSTRA, deren Karten geprüft werden.</translation>
    </message>
    <message>
        <source>This model has no FSRA and no GSTRA, and so no maps of them.</source>
        <translation>Dieses Modell hat weder FSRA noch GSTRA und daher auch keine Karten davon.</translation>
    </message>
    <message>
        <source>The vision tower&apos;s maps have no head %1 of frame %2.</source>
        <translation>Die Karten des Bildencoders haben keinen Kopf %1 von Bild %2.</translation>
    </message>
    <message>
        <source>%1 (beside %2); merge only what was made alike.</source>
        <translation>%1 (neben %2); führen Sie nur zusammen, was gleich entstanden ist.</translation>
    </message>
    <message>
        <source>This system&apos;s OpenSSL does not compute the hash that the hub names.</source>
        <translation>Das OpenSSL dieses Systems berechnet die Prüfsumme nicht, die der Hub nennt.</translation>
    </message>
    <message>
        <source>%1 answered with status %2</source>
        <translation>%1 antwortete mit Status %2</translation>
    </message>
    <message>
        <source>%1 does not let this user have %2 (status %3); accept the model&apos;s conditions on its page, or set HF_TOKEN to a token that may read it.</source>
        <translation>%1 gibt diesem Nutzer %2 nicht (Status %3); nehmen Sie auf der Seite des Modells dessen Bedingungen an, oder setzen Sie HF_TOKEN auf ein Token, das es lesen darf.</translation>
    </message>
    <message>
        <source>%1 has no %2; check the model&apos;s name, the revision and the folder.</source>
        <translation>%1 hat kein %2; prüfen Sie den Namen des Modells, die Revision und den Ordner.</translation>
    </message>
    <message>
        <source>%1 answered with status %2 when asked for %3.</source>
        <translation>%1 antwortete mit Status %2 auf die Frage nach %3.</translation>
    </message>
    <message>
        <source>there was no answer (%1)</source>
        <translation>es kam keine Antwort (%1)</translation>
    </message>
    <message>
        <source>%1 could not be got: %2. What came is kept; try again later.</source>
        <translation>%1 konnte nicht geholt werden: %2. Was ankam, bleibt erhalten; versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>%1 sends on to an address that cannot be used when asked for %2.</source>
        <translation>%1 verweist bei der Frage nach %2 an eine Adresse, die nicht verwendbar ist.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 has another size there</source>
        <translation>%1 hat dort eine andere Größe</translation>
    </message>
    <message>
        <source>the connection ended after %1 of %2 bytes</source>
        <translation>die Verbindung endete nach %1 von %2 Bytes</translation>
    </message>
    <message>
        <source>%1 sends on from address to address when asked for %2.</source>
        <translation>%1 verweist bei der Frage nach %2 von Adresse zu Adresse.</translation>
    </message>
    <message>
        <source>%1 has another content than the hub&apos;s hash says (%2 and not %3); nothing of it is kept. Try again, without a proxy or mirror that may have changed it.</source>
        <translation>%1 hat einen anderen Inhalt, als die Prüfsumme des Hubs sagt (%2 und nicht %3); nichts davon wird behalten. Versuchen Sie es noch einmal, ohne einen Proxy oder Spiegel, der es verändert haben kann.</translation>
    </message>
    <message>
        <source>%1 sends a list of files of more than %2 MiB.</source>
        <translation>%1 schickt eine Dateiliste von mehr als %2 MiB.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a revision; give a branch, a tag or a commit.</source>
        <translation>„%1“ ist kein Name einer Revision; geben Sie einen Zweig, ein Tag oder einen Commit an.</translation>
    </message>
    <message>
        <source>%1 does not say which version of %2 it has; check HF_ENDPOINT.</source>
        <translation>%1 sagt nicht, welche Version von %2 es hat; prüfen Sie HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>%1 needs %2 MB more, but the disk of %3 has %4 MB free; make room, or set HF_HUB_CACHE to a folder on another disk.</source>
        <translation>%1 braucht noch %2 MB, aber auf dem Datenträger von %3 sind %4 MB frei; schaffen Sie Platz, oder setzen Sie HF_HUB_CACHE auf einen Ordner eines anderen Datenträgers.</translation>
    </message>
    <message>
        <source>%1 is not among the downloaded models (%2); get it with videopanda get %1.</source>
        <translation>%1 ist nicht unter den heruntergeladenen Modellen (%2); holen Sie es mit videopanda get %1.</translation>
    </message>
    <message>
        <source>has a path that leads out of the model</source>
        <translation>hat einen Pfad, der aus dem Modell hinausführt</translation>
    </message>
    <message>
        <source>has no hash of its content</source>
        <translation>hat keine Prüfsumme seines Inhalts</translation>
    </message>
    <message>
        <source>The hub&apos;s list of files cannot be used: it %1.</source>
        <translation>Die Dateiliste des Hubs ist nicht verwendbar: sie %1.</translation>
    </message>
    <message>
        <source>The hub&apos;s list of files cannot be used: it names %1 twice.</source>
        <translation>Die Dateiliste des Hubs ist nicht verwendbar: sie nennt %1 zweimal.</translation>
    </message>
    <message>
        <source>The model holds no checkpoint: no folder has a config.json and weights.</source>
        <translation>Das Modell enthält keinen Checkpoint: kein Ordner hat eine config.json und Gewichte.</translation>
    </message>
    <message>
        <source>The folder %1 of the model holds no checkpoint; name one that does with --folder: %2.</source>
        <translation>Der Ordner %1 des Modells enthält keinen Checkpoint; nennen Sie mit --folder einen, der einen enthält: %2.</translation>
    </message>
    <message>
        <source>There is no folder for downloaded models; set HOME, HF_HOME or HF_HUB_CACHE to a whole path.</source>
        <translation>Es gibt keinen Ordner für heruntergeladene Modelle; setzen Sie HOME, HF_HOME oder HF_HUB_CACHE auf einen vollständigen Pfad.</translation>
    </message>
    <message>
        <source>HF_ENDPOINT is &quot;%1&quot;, which is no address of http or https.</source>
        <translation>HF_ENDPOINT ist „%1“, was keine Adresse von http oder https ist.</translation>
    </message>
    <message>
        <source>The hub&apos;s token holds what no token holds; look at HF_TOKEN or at the file of HF_TOKEN_PATH.</source>
        <translation>Das Token des Hubs enthält, was kein Token enthält; sehen Sie nach HF_TOKEN oder der Datei von HF_TOKEN_PATH.</translation>
    </message>
    <message>
        <source>There is no answer about a film here to look into.</source>
        <translation>Hier ist keine Antwort über einen Film, die untersucht werden könnte.</translation>
    </message>
    <message>
        <source>Hiding frames</source>
        <translation>Das Verdecken von Bildern</translation>
    </message>
    <message>
        <source>The answer has no such tokens.</source>
        <translation>Die Antwort hat keine solchen Token.</translation>
    </message>
    <message>
        <source>The numbers of a frame are not as many as the answer&apos;s tokens.</source>
        <translation>Zu einem Bild gibt es nicht so viele Zahlen, wie die Antwort Token hat.</translation>
    </message>
    <message>
        <source>The frames are not as many as those that were measured.</source>
        <translation>Es sind nicht so viele Bilder, wie gemessen wurden.</translation>
    </message>
    <message>
        <source>The decoder has the layers 0 to %1; %2 to %3 were asked for.</source>
        <translation>Der Decoder hat die Schichten 0 bis %1; verlangt wurden %2 bis %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no range of layers; two numbers as in 4-11, early, middle, late or all were expected.</source>
        <translation>„%1“ ist kein Bereich von Schichten; erwartet wurden zwei Zahlen wie in 4-11, early, middle, late oder all.</translation>
    </message>
    <message>
        <source>The arrays are too large for an .npz file.</source>
        <translation>Die Felder sind zu groß für eine .npz-Datei.</translation>
    </message>
    <message>
        <source>The result cannot be written to %1; let the name end in .html, .md, .json, .csv or .npz.</source>
        <translation>Das Ergebnis kann nicht nach %1 geschrieben werden; der Name muss auf .html, .md, .json, .csv oder .npz enden.</translation>
    </message>
    <message>
        <source>has %1 entries; as many as log_probabilities, %2, were expected</source>
        <translation>hat %1 Einträge; so viele wie log_probabilities, nämlich %2, wurden erwartet</translation>
    </message>
    <message>
        <source>What answer %1 needs was measured of other tokens or frames than it has now.</source>
        <translation>Was Antwort %1 braucht, wurde an anderen Token oder Bildern gemessen, als sie jetzt hat.</translation>
    </message>
    <message>
        <source>The log-probabilities that answer %1 was measured with are up to %2 apart from those now.</source>
        <translation>Die Log-Wahrscheinlichkeiten, mit denen Antwort %1 gemessen wurde, weichen um bis zu %2 von den jetzigen ab.</translation>
    </message>
    <message>
        <source>What answer %1 loses without frame %2 is another now: log-probabilities are up to %3 apart.</source>
        <translation>Was Antwort %1 ohne Bild %2 verliert, ist jetzt anders: Log-Wahrscheinlichkeiten weichen um bis zu %3 ab.</translation>
    </message>
    <message>
        <source>What answer %1 needs was measured in layers that this model does not have.</source>
        <translation>Was Antwort %1 braucht, wurde in Schichten gemessen, die dieses Modell nicht hat.</translation>
    </message>
    <message>
        <source>The GPU failed in the middle of an answer; ask again.</source>
        <translation>Die Grafikkarte versagte mitten in einer Antwort; fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The GPU failed in the middle of an answer, which is left out. Start again, and what has no answer yet is asked; where the GPU does not answer any more, use --device cpu.</source>
        <translation>Die Grafikkarte versagte mitten in einer Antwort, die deshalb weggelassen wird. Starten Sie noch einmal, dann wird gefragt, was noch keine Antwort hat; antwortet die Grafikkarte nicht mehr, verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>The GPU failed. The model was loaded again, and what had no answer yet is asked.</source>
        <translation>Die Grafikkarte versagte. Das Modell wurde erneut geladen, und was noch keine Antwort hatte, wird gefragt.</translation>
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
    <name>vp::ui::AlphaHistogram</name>
    <message>
        <source>Histogram of the fusion&apos;s α</source>
        <translation>Histogramm des α der Fusion</translation>
    </message>
    <message>
        <source>Channels by α. 1: the frame&apos;s own FSRA context alone; 0: its chunk&apos;s GSTRA context alone.</source>
        <translation>Kanäle nach α. 1: nur der eigene FSRA-Kontext des Bildes; 0: nur der GSTRA-Kontext seines Abschnitts.</translation>
    </message>
    <message>
        <source>About the fusion&apos;s α</source>
        <translation>Zum α der Fusion</translation>
    </message>
    <message>
        <source>Load a model to see how it mixes the frame&apos;s context with the chunk&apos;s.</source>
        <translation>Laden Sie ein Modell, um zu sehen, wie es den Kontext des Bildes mit dem des Abschnitts mischt.</translation>
    </message>
    <message>
        <source>α of %1 channels: mean %2; %3 take more from the frame (FSRA), %4 from the chunk (GSTRA). It belongs to the model: the same for every film and question.</source>
        <translation>α von %1 Kanälen: Mittel %2; %3 nehmen mehr vom Bild (FSRA), %4 vom Abschnitt (GSTRA). Es gehört zum Modell: für jeden Film und jede Frage dasselbe.</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerColumn</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>How it was answered</source>
        <translation>Wie geantwortet wurde</translation>
    </message>
    <message>
        <source>Its answer appears here</source>
        <translation>Hier erscheint seine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>analysed in %1</source>
        <translation>analysiert in %1</translation>
    </message>
    <message>
        <source>first word after %1</source>
        <translation>erstes Wort nach %1</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1&#xa0;Token/s</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerNeeds</name>
    <message>
        <source>needs</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>What the answer loses without each frame (measured by hiding)</source>
        <translation>Was die Antwort ohne jedes Bild verliert (durch Verdecken gemessen)</translation>
    </message>
    <message>
        <source>frame %1: %2</source>
        <translation>Bild %1: %2</translation>
    </message>
    <message>
        <source>W&amp;hat does the last answer need?</source>
        <translation>&amp;Was braucht die letzte Antwort?</translation>
    </message>
    <message>
        <source>Measure how much the answer loses without each frame, or show it (Ctrl+Shift+N)</source>
        <translation>Messen, wie viel die Antwort ohne jedes Bild verliert, oder es zeigen (Strg+Umschalt+N)</translation>
    </message>
    <message numerus="yes">
        <source>The answer is scored again with one frame hidden, %n time(s).</source>
        <translation>
            <numerusform>Die Antwort wird %n-mal neu bewertet, mit einem Bild verdeckt.</numerusform>
            <numerusform>Die Antwort wird %n-mal neu bewertet, jedes Mal mit einem Bild verdeckt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer is scored again with one frame hidden, once for each.</source>
        <translation>Die Antwort wird für jedes Bild einmal neu bewertet, mit diesem verdeckt.</translation>
    </message>
    <message>
        <source>This takes about %1.</source>
        <translation>Das dauert etwa %1.</translation>
    </message>
    <message>
        <source>How long this takes was not measured yet.</source>
        <translation>Wie lange das dauert, wurde noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerPicker</name>
    <message>
        <source>Which answer</source>
        <translation>Welche Antwort</translation>
    </message>
    <message>
        <source>The question whose answer is shown</source>
        <translation>Die Frage, deren Antwort gezeigt wird</translation>
    </message>
    <message>
        <source>Record answers</source>
        <translation>Antworten aufzeichnen</translation>
    </message>
    <message>
        <source>Heads to record</source>
        <translation>Aufgezeichnete Köpfe</translation>
    </message>
    <message>
        <source>Which heads of the decoder the next answers are averaged over; counted from 0</source>
        <translation>Über welche Köpfe des Decoders die nächsten Antworten gemittelt werden; gezählt ab 0</translation>
    </message>
    <message>
        <source>About the words</source>
        <translation>Zu den Wörtern</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>Alle Köpfe</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>Ganze Antwort</translation>
    </message>
    <message>
        <source>%1 % of its attention lies on the frames</source>
        <translation>%1 % seiner Aufmerksamkeit liegt auf den Bildern</translation>
    </message>
    <message>
        <source>Ask a question: every word of the answer can then be picked here.</source>
        <translation>Stellen Sie eine Frage: Jedes Wort der Antwort lässt sich dann hier wählen.</translation>
    </message>
    <message>
        <source>Switch recording on and ask: every word of the answer can then be picked here.</source>
        <translation>Schalten Sie das Aufzeichnen ein und fragen Sie: Jedes Wort der Antwort lässt sich dann hier wählen.</translation>
    </message>
    <message>
        <source>This answer has no words.</source>
        <translation>Diese Antwort hat keine Wörter.</translation>
    </message>
    <message>
        <source>This answer was not recorded. Switch recording on and ask again.</source>
        <translation>Diese Antwort wurde nicht aufgezeichnet. Schalten Sie das Aufzeichnen ein und fragen Sie erneut.</translation>
    </message>
    <message>
        <source>Record a&amp;nswers</source>
        <translation>Antworten auf&amp;zeichnen</translation>
    </message>
    <message>
        <source>Keep what each token of the next answers attends to in the frames. It slows the built-in model by about 2 %.</source>
        <translation>Behalten, was jedes Token der nächsten Antworten in den Bildern beachtet. Es bremst das mitgelieferte Modell um etwa 2 %.</translation>
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
    <message>
        <source>Lo&amp;ngest answer</source>
        <translation>&amp;Längste Antwort</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Above 1, words of the question and of the answer so far become less likely</source>
        <translation>Über 1 werden Wörter der Frage und der bisherigen Antwort unwahrscheinlicher</translation>
    </message>
    <message>
        <source>When the same words follow one another again and again, they are kept once</source>
        <translation>Wenn dieselben Wörter immer wieder aufeinander folgen, bleiben sie einmal stehen</translation>
    </message>
    <message>
        <source>End an answer that repeats itself</source>
        <translation>Bei Wiederholung beenden</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>Leave out the oldest when full</source>
        <translation>Wenn voll, Älteste weglassen</translation>
    </message>
    <message>
        <source>Where the context is full, the oldest questions stay there, but the model does not read them</source>
        <translation>Ist der Kontext voll, bleiben die ältesten Fragen stehen, aber das Modell liest sie nicht</translation>
    </message>
</context>
<context>
    <name>vp::ui::AttentionCurve</name>
    <message>
        <source>frame %1: %2</source>
        <translation>Bild %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Attention of “%1” to each frame (this answer)</source>
        <translation>Aufmerksamkeit von „%1“ je Bild (diese Antwort)</translation>
    </message>
    <message>
        <source>GSTRA&apos;s share of attention in its chunk (%1; the film only)</source>
        <translation>Anteil an der GSTRA-Aufmerksamkeit im Abschnitt (%1; nur der Film)</translation>
    </message>
</context>
<context>
    <name>vp::ui::AttentionPanel</name>
    <message>
        <source>Which map is shown</source>
        <translation>Welche Karte gezeigt wird</translation>
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
        <source>%1 · %2 · %3 · %4</source>
        <translation>%1 · %2 · %3 · %4</translation>
    </message>
    <message>
        <source>Value under the pointer</source>
        <translation>Wert unter dem Zeiger</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>frame %1, row %2, column %3: %4</source>
        <translation>Bild %1, Zeile %2, Spalte %3: %4</translation>
    </message>
    <message>
        <source>layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>head %1, %2</source>
        <translation>Kopf %1, %2</translation>
    </message>
    <message>
        <source>%1 · frame %2 · %3</source>
        <translation>%1 · Bild %2 · %3</translation>
    </message>
    <message>
        <source>%1 · %2 s away</source>
        <translation>%1 · %2 s entfernt</translation>
    </message>
    <message>
        <source>Frames that were shown to the model appear here.</source>
        <translation>Hier erscheinen die Bilder, die das Modell gesehen hat.</translation>
    </message>
    <message>
        <source>Analysing the video…</source>
        <translation>Das Video wird analysiert …</translation>
    </message>
    <message>
        <source>There are no frames: the video cannot be read.</source>
        <translation>Es gibt keine Bilder: Das Video ist nicht lesbar.</translation>
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
        <source>There are no frames: the video is not where it was.</source>
        <translation>Es gibt keine Bilder: Das Video ist nicht mehr dort, wo es war.</translation>
    </message>
    <message>
        <source>The answers are another model&apos;s: a question shows the maps of the one in use.</source>
        <translation>Die Antworten sind von einem anderen Modell: Eine Frage zeigt die Karten des verwendeten.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchDialog</name>
    <message numerus="yes">
        <source>%n answer(s) written</source>
        <translation>
            <numerusform>%n Antwort geschrieben</numerusform>
            <numerusform>%n Antworten geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n schon vorhanden</numerusform>
            <numerusform>%n schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Finished: %1.</source>
        <translation>Fertig: %1.</translation>
    </message>
    <message>
        <source>Stopped. What is answered is in the file; Start goes on from there.</source>
        <translation>Angehalten. Was beantwortet ist, steht in der Datei; Start macht dort weiter.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Enter or a double click opens the video there</source>
        <translation>Eingabe oder ein Doppelklick öffnet das Video an dieser Stelle</translation>
    </message>
    <message>
        <source>Answers along the video</source>
        <translation>Antworten entlang des Videos</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>Anh&amp;alten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the batch; what is answered stays in the results file</source>
        <translation>Den Stapel anhalten; was beantwortet ist, bleibt in der Ergebnisdatei</translation>
    </message>
    <message>
        <source>Leave o&amp;ut</source>
        <translation>A&amp;uslassen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Do not ask the selected questions, and stop the one that is being asked</source>
        <translation>Die ausgewählten Fragen nicht stellen und die laufende abbrechen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Write the answers as a CSV table or as JSON lines</source>
        <translation>Die Antworten als CSV-Tabelle oder als JSON-Zeilen schreiben</translation>
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
        <source>Hide this window; a running batch goes on</source>
        <translation>Dieses Fenster schließen; ein laufender Stapel geht weiter</translation>
    </message>
    <message>
        <source>That is the results file itself; choose another name.</source>
        <translation>Das ist die Ergebnisdatei selbst; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Looking at the videos…</source>
        <translation>Videos werden angesehen …</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>Choose a checkpoint folder first.</source>
        <translation>Wählen Sie zuerst einen Checkpoint-Ordner.</translation>
    </message>
    <message>
        <source>Ask every question about every video</source>
        <translation>Jede Frage zu jedem Video stellen</translation>
    </message>
    <message>
        <source>The results file is there already: Start goes on with it.</source>
        <translation>Die Ergebnisdatei gibt es schon: Start setzt sie fort.</translation>
    </message>
    <message>
        <source>Temperature, length and seed are those of the conversation.</source>
        <translation>Temperatur, Länge und Startwert sind die des Gesprächs.</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchGrid</name>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>whole video</source>
        <translation>ganzes Video</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>(an empty answer)</source>
        <translation>(eine leere Antwort)</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchSetup</name>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Files, and folders whose videos are meant; more can be dropped here</source>
        <translation>Dateien, und Ordner, deren Videos gemeint sind; weitere können hierher gezogen werden</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>&amp;Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Choose video files</source>
        <translation>Videodateien auswählen</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Choose a folder; all videos in it and below it are meant</source>
        <translation>Einen Ordner auswählen; alle Videos darin und darunter sind gemeint</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Take the selected videos off the list</source>
        <translation>Die ausgewählten Videos von der Liste nehmen</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>One question a line</source>
        <translation>Eine Frage je Zeile</translation>
    </message>
    <message>
        <source>Each question is asked as the first about its video</source>
        <translation>Jede Frage wird als erste zu ihrem Video gestellt</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>&amp;Laden …</translation>
    </message>
    <message>
        <source>Read questions from a text file, one a line, or from a CSV table</source>
        <translation>Fragen aus einer Textdatei lesen, eine je Zeile, oder aus einer CSV-Tabelle</translation>
    </message>
    <message>
        <source>Ask &amp;about:</source>
        <translation>&amp;Fragen zu:</translation>
    </message>
    <message>
        <source>the whole video</source>
        <translation>dem ganzen Video</translation>
    </message>
    <message>
        <source>windows along it</source>
        <translation>Abschnitten daraus</translation>
    </message>
    <message>
        <source>Windows show when in a long video an answer holds</source>
        <translation>Abschnitte zeigen, wann in einem langen Video eine Antwort gilt</translation>
    </message>
    <message>
        <source>Len&amp;gth:</source>
        <translation>Län&amp;ge:</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Length of a window in seconds</source>
        <translation>Länge eines Abschnitts in Sekunden</translation>
    </message>
    <message>
        <source>E&amp;very:</source>
        <translation>Absta&amp;nd:</translation>
    </message>
    <message>
        <source>Seconds from the start of a window to the start of the next one</source>
        <translation>Sekunden vom Beginn eines Abschnitts bis zum Beginn des nächsten</translation>
    </message>
    <message>
        <source>Ask fa&amp;iled ones again</source>
        <translation>Fehlgeschlagene e&amp;rneut fragen</translation>
    </message>
    <message>
        <source>Ask again what has an error in the results file</source>
        <translation>Erneut fragen, was in der Ergebnisdatei einen Fehler hat</translation>
    </message>
    <message>
        <source>&amp;Results file:</source>
        <translation>Erge&amp;bnisdatei:</translation>
    </message>
    <message>
        <source>A line for each answer; what is in the file already is not asked again</source>
        <translation>Eine Zeile je Antwort; was schon in der Datei steht, wird nicht noch einmal gefragt</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Durc&amp;hsuchen …</translation>
    </message>
    <message>
        <source>Choose the results file</source>
        <translation>Die Ergebnisdatei auswählen</translation>
    </message>
    <message>
        <source>Ask about</source>
        <translation>Fragen zu</translation>
    </message>
    <message>
        <source>Results file</source>
        <translation>Ergebnisdatei</translation>
    </message>
    <message>
        <source>Add the videos that are to be asked about.</source>
        <translation>Fügen Sie die Videos hinzu, zu denen gefragt werden soll.</translation>
    </message>
    <message>
        <source>Write the questions, one a line.</source>
        <translation>Schreiben Sie die Fragen, eine je Zeile.</translation>
    </message>
    <message>
        <source>Name the file that the answers go into.</source>
        <translation>Nennen Sie die Datei, in die die Antworten kommen.</translation>
    </message>
</context>
<context>
    <name>vp::ui::BenchmarkDialog</name>
    <message>
        <source>Finished.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>Stopped. What is answered is in the file; Start goes on from there.</source>
        <translation>Angehalten. Was beantwortet ist, steht in der Datei; „Starten“ macht dort weiter.</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>&amp;Benchmark:</source>
        <translation>&amp;Benchmark:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The benchmark&apos;s folder, with its annotations and films as its authors publish them</source>
        <translation>Der Ordner des Benchmarks, mit Annotationen und Filmen, wie seine Autoren sie veröffentlichen</translation>
    </message>
    <message>
        <source>&amp;Results:</source>
        <translation>&amp;Ergebnisse:</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>A file that grows a line an answer; what it holds already is not asked again</source>
        <translation>Eine Datei, die mit jeder Antwort um eine Zeile wächst; was schon darin steht, wird nicht noch einmal gefragt</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Den Ordner wählen</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Wä&amp;hlen …</translation>
    </message>
    <message>
        <source>Choose the results file</source>
        <translation>Die Ergebnisdatei wählen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktzahl</translation>
    </message>
    <message>
        <source>&amp;Wrong answers only</source>
        <translation>Nur &amp;falsche Antworten</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Enter or a double click opens the video there</source>
        <translation>Eingabetaste oder Doppelklick öffnet das Video an dieser Stelle</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>Frage und Antwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop asking; what is answered stays in the results file</source>
        <translation>Nicht weiter fragen; was beantwortet ist, bleibt in der Ergebnisdatei</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hide this window; asking goes on</source>
        <translation>Dieses Fenster verbergen; gefragt wird weiter</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n Frage</numerusform>
            <numerusform>%n Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>(published: %1)</source>
        <translation>(veröffentlicht: %1)</translation>
    </message>
    <message numerus="yes">
        <source>%n film(s) missing</source>
        <translation>
            <numerusform>%n Film fehlt</numerusform>
            <numerusform>%n Filme fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) twice</source>
        <translation>
            <numerusform>%n Kennung doppelt</numerusform>
            <numerusform>%n Kennungen doppelt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) unreadable</source>
        <translation>
            <numerusform>%n Eintrag unlesbar</numerusform>
            <numerusform>%n Einträge unlesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>not the split that published figures are about</source>
        <translation>nicht der Teil, um den es in veröffentlichten Zahlen geht</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>%1 of %2 right: %3 % (95 %: %4 to %5), by chance %6 %</source>
        <translation>%1 von %2 richtig: %3 % (95 %: %4 bis %5), durch Zufall %6 %</translation>
    </message>
    <message>
        <source>likeliest option %1 %</source>
        <translation>wahrscheinlichste Möglichkeit %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n name no option</source>
        <translation>
            <numerusform>%n nennt keine Möglichkeit</numerusform>
            <numerusform>%n nennen keine Möglichkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 equal: %3 % (95 %: %4 to %5)</source>
        <translation>%1 von %2 gleich: %3 % (95 %: %4 bis %5)</translation>
    </message>
    <message>
        <source>The film of this question is missing.</source>
        <translation>Der Film zu dieser Frage fehlt.</translation>
    </message>
    <message>
        <source>Choose a checkpoint folder first.</source>
        <translation>Wählen Sie zuerst einen Checkpoint-Ordner.</translation>
    </message>
    <message>
        <source>Choose the benchmark&apos;s folder.</source>
        <translation>Wählen Sie den Ordner des Benchmarks.</translation>
    </message>
    <message>
        <source>There are no questions to ask.</source>
        <translation>Es gibt keine Fragen zu stellen.</translation>
    </message>
    <message>
        <source>Choose a file for the results.</source>
        <translation>Wählen Sie eine Datei für die Ergebnisse.</translation>
    </message>
    <message>
        <source>Ask every question</source>
        <translation>Alle Fragen stellen</translation>
    </message>
</context>
<context>
    <name>vp::ui::BenchmarkTable</name>
    <message>
        <source>Expected: %1</source>
        <translation>Erwartet: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>vp::ui::CheckView</name>
    <message>
        <source>&amp;Map:</source>
        <translation>Ka&amp;rte:</translation>
    </message>
    <message>
        <source>Map to check</source>
        <translation>Zu prüfende Karte</translation>
    </message>
    <message>
        <source>The map that says which patches are attended most (mean of its heads)</source>
        <translation>Die Karte, die sagt, welche Felder am meisten beachtet sind (Mittel ihrer Köpfe)</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check the map</source>
        <translation>Karte prüfen</translation>
    </message>
    <message>
        <source>Hide 5, 10, 20 and 40 % of the patches: the most attended, and five times as many random ones.
Each is encoded and read again; a large model needs minutes.</source>
        <translation>5, 10, 20 und 40 % der Felder verdecken: die meist beachteten und fünfmal ebenso viele zufällige.
Jedes Mal wird neu kodiert und gelesen; ein großes Modell braucht Minuten.</translation>
    </message>
    <message>
        <source>Change of the answer&apos;s log-probability</source>
        <translation>Änderung der Log-Wahrscheinlichkeit der Antwort</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verdeckt</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Most attended</source>
        <translation>Meist beachtet</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>%1 · “%2”, log-probability %3</source>
        <translation>%1 · „%2“, Log-Wahrscheinlichkeit %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 hidden: most attended %2, random %3</source>
        <translation>%1 verdeckt: meist beachtete %2, zufällige %3</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Mean of the random choices ± their standard deviation</source>
        <translation>Mittel der zufälligen Auswahlen ± ihre Standardabweichung</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>What the check says</source>
        <translation>Was die Prüfung ergibt</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export the check</source>
        <translation>Prüfung exportieren</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>Das Ergebnis als Seite, Markdown, JSON oder CSV schreiben</translation>
    </message>
    <message>
        <source>The picture shows what was hidden of it for the chosen share</source>
        <translation>Das Bild zeigt, was beim gewählten Anteil von ihm verdeckt war</translation>
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
    <message>
        <source>Pr&amp;epare…</source>
        <translation>Vor&amp;bereiten …</translation>
    </message>
    <message>
        <source>Prepare checkpoint</source>
        <translation>Checkpoint vorbereiten</translation>
    </message>
    <message>
        <source>Write a copy that loads at once and needs less memory</source>
        <translation>Eine Kopie schreiben, die sofort geladen ist und weniger Speicher braucht</translation>
    </message>
    <message>
        <source>Takes %1 of memory; prepared in 4 bits it would take %2</source>
        <translation>Braucht %1 Speicher; mit 4 Bit vorbereitet wären es %2</translation>
    </message>
</context>
<context>
    <name>vp::ui::ColourBar</name>
    <message>
        <source>Scale of the colours</source>
        <translation>Skala der Farben</translation>
    </message>
    <message>
        <source>from 0 to %1</source>
        <translation>von 0 bis %1</translation>
    </message>
    <message>
        <source>The colours stand for values from 0 to %1</source>
        <translation>Die Farben stehen für Werte von 0 bis %1</translation>
    </message>
    <message>
        <source>Every map has a scale of its own: from 0 to its largest value. Point at one to see it.</source>
        <translation>Jede Karte hat ihre eigene Skala: von 0 bis zu ihrem größten Wert. Zeigen Sie auf eine, um sie zu sehen.</translation>
    </message>
    <message>
        <source>own largest</source>
        <comment>value of a map</comment>
        <translation>je größter</translation>
    </message>
</context>
<context>
    <name>vp::ui::ComparePanel</name>
    <message>
        <source>Question to look into</source>
        <translation>Zu untersuchende Frage</translation>
    </message>
    <message>
        <source>A question about the video</source>
        <translation>Eine Frage zum Video</translation>
    </message>
    <message>
        <source>A question of the conversation is looked into where it stands there, with the answer it got;
any other question is asked by itself.</source>
        <translation>Eine Frage des Gesprächs wird dort untersucht, wo sie steht, mit der Antwort, die sie bekam;
jede andere Frage wird für sich gestellt.</translation>
    </message>
    <message>
        <source>&amp;Question:</source>
        <translation>&amp;Frage:</translation>
    </message>
    <message>
        <source>Compare or check</source>
        <translation>Vergleichen oder prüfen</translation>
    </message>
    <message>
        <source>Interventions</source>
        <translation>Eingriffe</translation>
    </message>
    <message>
        <source>Occlusion check</source>
        <translation>Verdeckungsprobe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Vergleich anhalten</translation>
    </message>
    <message>
        <source>Stop what is running (Esc)</source>
        <translation>Anhalten, was gerade läuft (Esc)</translation>
    </message>
    <message>
        <source>&amp;Compare interventions</source>
        <translation>&amp;Eingriffe vergleichen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Compare interventions</source>
        <translation>Eingriffe vergleichen</translation>
    </message>
    <message>
        <source>Encode and ask again under each that is checked</source>
        <translation>Unter jedem angekreuzten neu kodieren und fragen</translation>
    </message>
    <message>
        <source>Interventions while the model answers: what does it lean on? They are not the paper&apos;s ablation, for which a model is trained again without a part.</source>
        <translation>Eingriffe, während das Modell antwortet: Worauf stützt es sich? Sie sind nicht die Ablation der Veröffentlichung, für die ein Modell ohne einen Teil neu trainiert wird.</translation>
    </message>
    <message>
        <source>What this is</source>
        <translation>Was das ist</translation>
    </message>
    <message>
        <source>FSRA off</source>
        <translation>FSRA aus</translation>
    </message>
    <message>
        <source>The context token holds GSTRA&apos;s result only</source>
        <translation>Das Kontexttoken enthält nur das Ergebnis von GSTRA</translation>
    </message>
    <message>
        <source>GSTRA off</source>
        <translation>GSTRA aus</translation>
    </message>
    <message>
        <source>The context token holds FSRA&apos;s result only</source>
        <translation>Das Kontexttoken enthält nur das Ergebnis von FSRA</translation>
    </message>
    <message>
        <source>LSTE off</source>
        <translation>LSTE aus</translation>
    </message>
    <message>
        <source>Patches know nothing of their neighbours in space and time</source>
        <translation>Felder wissen nichts von ihren Nachbarn in Raum und Zeit</translation>
    </message>
    <message>
        <source>Row token off</source>
        <translation>Zeilentoken aus</translation>
    </message>
    <message>
        <source>No token marks the end of a row</source>
        <translation>Kein Token bezeichnet das Ende einer Zeile</translation>
    </message>
    <message>
        <source>LSD averaged</source>
        <translation>LSD gemittelt</translation>
    </message>
    <message>
        <source>Each window becomes its mean</source>
        <translation>Jedes Fenster wird zu seinem Mittel</translation>
    </message>
    <message>
        <source>Frames reversed</source>
        <translation>Bilder rückwärts</translation>
    </message>
    <message>
        <source>The model gets the last frame first</source>
        <translation>Das Modell bekommt das letzte Bild zuerst</translation>
    </message>
    <message>
        <source>Frames shuffled</source>
        <translation>Bilder gemischt</translation>
    </message>
    <message>
        <source>The model gets the frames in a random order</source>
        <translation>Das Modell bekommt die Bilder in zufälliger Folge</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>C&amp;heck the map</source>
        <translation>&amp;Karte prüfen</translation>
    </message>
    <message>
        <source>Ask the same with parts of the model switched off; opens the panel first</source>
        <translation>Dasselbe mit abgeschalteten Teilen des Modells fragen; zeigt zuerst den Bereich</translation>
    </message>
    <message>
        <source>Hide the most attended patches, and as many random ones; opens the panel first</source>
        <translation>Die meistbeachteten Felder verdecken und ebenso viele zufällige; zeigt zuerst den Bereich</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>Das Ergebnis als Seite, Markdown, JSON oder CSV schreiben</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder that the file was written into</source>
        <translation>Den Ordner öffnen, in den die Datei geschrieben wurde</translation>
    </message>
    <message>
        <source>Interventions, not the paper&apos;s ablation</source>
        <translation>Eingriffe, nicht die Ablation der Veröffentlichung</translation>
    </message>
</context>
<context>
    <name>vp::ui::ComparisonView</name>
    <message>
        <source>without FSRA</source>
        <translation>ohne FSRA</translation>
    </message>
    <message>
        <source>without GSTRA</source>
        <translation>ohne GSTRA</translation>
    </message>
    <message>
        <source>without LSTE</source>
        <translation>ohne LSTE</translation>
    </message>
    <message>
        <source>without row tokens</source>
        <translation>ohne Zeilentoken</translation>
    </message>
    <message>
        <source>LSD averaged</source>
        <translation>LSD gemittelt</translation>
    </message>
    <message>
        <source>frames reversed</source>
        <translation>Bilder rückwärts</translation>
    </message>
    <message>
        <source>frames shuffled</source>
        <translation>Bilder gemischt</translation>
    </message>
    <message>
        <source>The answer under each intervention</source>
        <translation>Die Antwort unter jedem Eingriff</translation>
    </message>
    <message>
        <source>Intervention</source>
        <translation>Eingriff</translation>
    </message>
    <message>
        <source>Unchanged answer, token by token</source>
        <translation>Unveränderte Antwort, Token für Token</translation>
    </message>
    <message>
        <source>Answer under the intervention</source>
        <translation>Antwort unter dem Eingriff</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>Log-probability of the answer: the natural logarithm, at temperature 1</source>
        <translation>Log-Wahrscheinlichkeit der Antwort: natürlicher Logarithmus, bei Temperatur 1</translation>
    </message>
    <message>
        <source>Change of the unchanged answer&apos;s log-probability, summed over its tokens</source>
        <translation>Änderung der Log-Wahrscheinlichkeit der unveränderten Antwort, über ihre Token summiert</translation>
    </message>
    <message>
        <source>Change of %1</source>
        <translation>Änderung: %1</translation>
    </message>
    <message>
        <source>Tokens, %1</source>
        <translation>Token, %1</translation>
    </message>
    <message>
        <source>Answer, %1</source>
        <translation>Antwort, %1</translation>
    </message>
    <message>
        <source>The model ended its answer at once.</source>
        <translation>Das Modell hat seine Antwort sofort beendet.</translation>
    </message>
    <message>
        <source>Change of log-probability (nats)</source>
        <translation>Änderung der Log-Wahrscheinlichkeit (nats)</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (Ausgangswert)</translation>
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
        <translation>Frage zum Video</translation>
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
    <message>
        <source>Change the last question and ask it again (Ctrl+Shift+L)</source>
        <translation>Die letzte Frage ändern und erneut stellen (Strg+Umschalt+L)</translation>
    </message>
    <message>
        <source>Not asked: no model was loaded.</source>
        <translation>Nicht gestellt: Es wurde kein Modell geladen.</translation>
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
        <source>These answers were computed in %1 on %2, which is not what is in use. A question goes on in a new session.</source>
        <translation>Diese Antworten wurden in %1 auf %2 berechnet, was nicht in Gebrauch ist. Eine Frage führt in einer neuen Sitzung weiter.</translation>
    </message>
    <message>
        <source>These answers were given by %1, which is not the model in use. A question goes on in a new session; until then there are no maps of the frames.</source>
        <translation>Diese Antworten gab %1, nicht das verwendete Modell. Eine Frage geht in einer neuen Sitzung weiter; bis dahin gibt es keine Karten der Bilder.</translation>
    </message>
    <message>
        <source>The answer before is still being written. Ask when it has ended, or stop it (Esc).</source>
        <translation>Die vorige Antwort wird noch geschrieben. Fragen Sie, wenn sie fertig ist, oder halten Sie sie an (Esc).</translation>
    </message>
    <message>
        <source>There is no model to ask: choose one first (Ctrl+Shift+O).</source>
        <translation>Es gibt kein Modell, das gefragt werden kann: Wählen Sie zuerst eines (Strg+Umschalt+O).</translation>
    </message>
    <message>
        <source>There is no video to ask about: open one first (Ctrl+O).</source>
        <translation>Es gibt kein Video, zu dem gefragt werden kann: Öffnen Sie zuerst eines (Strg+O).</translation>
    </message>
    <message>
        <source>At temperature 0 the answer will be the same.</source>
        <translation>Bei Temperatur 0 wird die Antwort dieselbe sein.</translation>
    </message>
    <message>
        <source>With the same seed the answer will be the same.</source>
        <translation>Mit demselben Startwert wird die Antwort dieselbe sein.</translation>
    </message>
    <message>
        <source>Ask with %1</source>
        <translation>Mit %1 fragen</translation>
    </message>
    <message>
        <source>All questions and answers were copied.</source>
        <translation>Alle Fragen und Antworten wurden kopiert.</translation>
    </message>
</context>
<context>
    <name>vp::ui::EmptyState</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
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
        <source>The built-in model knows drawn shapes only: it answers short questions in English about the colour, number, size, place and movement of shapes in drawn clips, and at times errs. It knows nothing of the real world; for real videos choose a released checkpoint.</source>
        <translation>Das mitgelieferte Modell kennt nur gezeichnete Formen: Es beantwortet kurze Fragen auf Englisch nach Farbe, Anzahl, Größe, Ort und Bewegung von Formen in gezeichneten Clips und irrt sich manchmal. Von der wirklichen Welt weiß es nichts; wählen Sie für echte Videos einen veröffentlichten Checkpoint.</translation>
    </message>
    <message>
        <source>This installation comes without a model of its own.</source>
        <translation>Diese Installation enthält kein eigenes Modell.</translation>
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
    <message>
        <source>Use the built-in model</source>
        <translation>Das mitgelieferte Modell verwenden</translation>
    </message>
    <message>
        <source>Go back to the model that comes with the program</source>
        <translation>Zurück zum Modell, das mit dem Programm kommt</translation>
    </message>
    <message>
        <source>This film does not look drawn. The built-in model knows drawn shapes only: whatever it answers here is a guess. For real videos choose a released checkpoint.</source>
        <translation>Dieser Film sieht nicht gezeichnet aus. Das mitgelieferte Modell kennt nur gezeichnete Formen: Was es hier antwortet, ist geraten. Wählen Sie für echte Videos einen veröffentlichten Checkpoint.</translation>
    </message>
</context>
<context>
    <name>vp::ui::EvidenceRow</name>
    <message>
        <source>Go to frame %1 at %2</source>
        <translation>Zu Bild %1 bei %2 gehen</translation>
    </message>
    <message>
        <source>Looked at for this answer:</source>
        <translation>Für diese Antwort angesehen:</translation>
    </message>
    <message>
        <source>%1 · %2&#xa0;%</source>
        <translation>%1 · %2&#xa0;%</translation>
    </message>
    <message>
        <source>Frame %1 at %2: %3 % of the attention of this answer. Click to go there.</source>
        <translation>Bild %1 bei %2: %3 % der Aufmerksamkeit dieser Antwort. Klicken, um dorthin zu gehen.</translation>
    </message>
    <message>
        <source>Measured by hiding: no frame alone is needed</source>
        <translation>Durch Verdecken gemessen: kein Bild allein wird gebraucht</translation>
    </message>
    <message>
        <source>Needed, measured by hiding:</source>
        <translation>Gebraucht, durch Verdecken gemessen:</translation>
    </message>
    <message>
        <source>What the answer&apos;s log-probability loses when question and answer may not look at a frame. Later frames, the summary of the frame&apos;s chunk and earlier turns may still hold what it showed: a frame that is not named was not necessarily of no use.</source>
        <translation>Was die Log-Wahrscheinlichkeit der Antwort verliert, wenn Frage und Antwort ein Bild nicht ansehen dürfen. Spätere Bilder, die Zusammenfassung seines Abschnitts und frühere Fragen können noch enthalten, was es zeigte: Ein Bild, das nicht genannt wird, war nicht unbedingt nutzlos.</translation>
    </message>
    <message>
        <source>Depends on this answer: the frames on which most of this answer&apos;s attention falls: of what its tokens attend to, the mean of the recorded layers and heads. The rest lies on other frames and on the text.</source>
        <translation>Hängt von dieser Antwort ab: die Bilder, auf die am meisten von der Aufmerksamkeit dieser Antwort fällt, von dem, was ihre Token beachten, das Mittel der aufgezeichneten Schichten und Köpfe. Der Rest liegt auf anderen Bildern und auf dem Text.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Frame %1 at %2: without it the answer&apos;s log-probability changes by %3. Click to go there.</source>
        <translation>Bild %1 bei %2: Ohne es ändert sich die Log-Wahrscheinlichkeit der Antwort um %3. Klicken, um dorthin zu gehen.</translation>
    </message>
</context>
<context>
    <name>vp::ui::ExportDialog</name>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Text with headings and lists (.md)</source>
        <translation>Text mit Überschriften und Listen (.md)</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>One page with its pictures inside (.html)</source>
        <translation>Eine Seite mit ihren Bildern darin (.html)</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Numbered pages on A4 (.pdf)</source>
        <translation>Nummerierte Seiten auf A4 (.pdf)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The whole record; the form that can be verified later (.json)</source>
        <translation>Die ganze Aufzeichnung; die Form, die später geprüft werden kann (.json)</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>One row for each answer (.csv)</source>
        <translation>Eine Zeile je Antwort (.csv)</translation>
    </message>
    <message>
        <source>BORIS events</source>
        <translation>BORIS-Ereignisse</translation>
    </message>
    <message>
        <source>Tab-separated events of BORIS (.tsv)</source>
        <translation>Ereignisse von BORIS, mit Tabulatoren getrennt (.tsv)</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <translation>SubRip-Untertitel</translation>
    </message>
    <message>
        <source>The answers as subtitles (.srt)</source>
        <translation>Die Antworten als Untertitel (.srt)</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>WebVTT-Untertitel</translation>
    </message>
    <message>
        <source>The answers as subtitles for the web (.vtt)</source>
        <translation>Die Antworten als Untertitel für das Web (.vtt)</translation>
    </message>
    <message>
        <source>ELAN annotations</source>
        <translation>ELAN-Annotationen</translation>
    </message>
    <message>
        <source>Tiers for ELAN (.eaf)</source>
        <translation>Zeilen für ELAN (.eaf)</translation>
    </message>
    <message>
        <source>Small pictures of the &amp;maps in Markdown, HTML and PDF</source>
        <translation>Kleine Bilder der &amp;Karten in Markdown, HTML und PDF</translation>
    </message>
    <message>
        <source>Show each frame with its FSRA and GSTRA map in the transcript</source>
        <translation>Jedes Bild mit seiner FSRA- und GSTRA-Karte im Protokoll zeigen</translation>
    </message>
    <message>
        <source>&amp;Pictures, a PNG for each frame and map</source>
        <translation>&amp;Bilder, ein PNG je Bild und Karte</translation>
    </message>
    <message>
        <source>Write the maps over the frames in full size</source>
        <translation>Die Karten über den Bildern in voller Größe schreiben</translation>
    </message>
    <message>
        <source>&amp;Film with the map over it and its sound (MP4)</source>
        <translation>&amp;Film mit der Karte darüber und seinem Ton (MP4)</translation>
    </message>
    <message>
        <source>Write the film with the map of the nearest sampled frame over every picture</source>
        <translation>Den Film schreiben, über jedem Bild die Karte des nächsten gesehenen Bildes</translation>
    </message>
    <message>
        <source>&amp;Arrays of tokens and maps (safetensors)</source>
        <translation>&amp;Zahlen der Token und Karten (safetensors)</translation>
    </message>
    <message>
        <source>Write the raw numbers for programs</source>
        <translation>Die rohen Zahlen für Programme schreiben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Map over the film</source>
        <translation>Karte über dem Film</translation>
    </message>
    <message>
        <source>Which map lies over the film</source>
        <translation>Welche Karte über dem Film liegt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The folder that the files are written into</source>
        <translation>Der Ordner, in den die Dateien geschrieben werden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The name of every file, before its ending</source>
        <translation>Der Name jeder Datei, vor ihrer Endung</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen …</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Den Ordner wählen</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop writing; what is not whole is removed</source>
        <translation>Schreiben anhalten; was nicht ganz ist, wird entfernt</translation>
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
        <source>There is no finished answer to export yet.</source>
        <translation>Es gibt noch keine fertige Antwort zum Exportieren.</translation>
    </message>
    <message>
        <source>Choose what is to be written.</source>
        <translation>Wählen Sie, was geschrieben werden soll.</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>Der Ordner existiert nicht.</translation>
    </message>
    <message>
        <source>Give the files a name without a slash.</source>
        <translation>Geben Sie den Dateien einen Namen ohne Schrägstrich.</translation>
    </message>
    <message>
        <source>Will be replaced: %1</source>
        <translation>Wird ersetzt: %1</translation>
    </message>
    <message>
        <source>Write the chosen files</source>
        <translation>Die gewählten Dateien schreiben</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>Wartet, bis es an der Reihe ist …</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>%1 Written before that: %2</source>
        <translation>%1 Davor geschrieben: %2</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder that the files were written into</source>
        <translation>Den Ordner öffnen, in den die Dateien geschrieben wurden</translation>
    </message>
    <message>
        <source>These are there already. Replace them?</source>
        <translation>Diese gibt es schon. Sollen sie ersetzt werden?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>E&amp;rsetzen</translation>
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
    <message>
        <source>Open transcript</source>
        <translation>Protokoll öffnen</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Add videos</source>
        <translation>Videos hinzufügen</translation>
    </message>
    <message>
        <source>Load questions</source>
        <translation>Fragen laden</translation>
    </message>
    <message>
        <source>Lists of questions</source>
        <translation>Fragenlisten</translation>
    </message>
    <message>
        <source>Results file</source>
        <translation>Ergebnisdatei</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>Ergebnisse exportieren</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Export result</source>
        <translation>Ergebnis exportieren</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
</context>
<context>
    <name>vp::ui::FirstSteps</name>
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
    <name>vp::ui::Format</name>
    <message>
        <source>today, %1</source>
        <translation>heute, %1</translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation>gestern, %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis %1</translation>
    </message>
</context>
<context>
    <name>vp::ui::FrameThumbnail</name>
    <message>
        <source>#%1 · %2</source>
        <translation>#%1 · %2</translation>
    </message>
    <message>
        <source>Frame %1 at %2, shown to the model</source>
        <translation>Bild %1 bei %2, dem Modell gezeigt</translation>
    </message>
    <message>
        <source>Frame %1 at %2, to be shown to the model</source>
        <translation>Bild %1 bei %2, wird dem Modell gezeigt</translation>
    </message>
    <message>
        <source>Frame %1 at %2. Click to go there; drag it sideways (or Alt+Left, Alt+Right) to show the model another frame instead.</source>
        <translation>Bild %1 bei %2. Klicken, um dorthin zu gehen; seitwärts ziehen (oder Alt+Links, Alt+Rechts), um dem Modell ein anderes Bild zu zeigen.</translation>
    </message>
</context>
<context>
    <name>vp::ui::GoToTime</name>
    <message>
        <source>Go to time</source>
        <translation>Zur Zeit gehen</translation>
    </message>
    <message>
        <source>Time as 83, 1:23.4 or 1:02:03, or a frame number as #125</source>
        <translation>Zeit wie 83, 1:23,4 oder 1:02:03, oder eine Bildnummer wie #125</translation>
    </message>
    <message>
        <source>Time or frame number</source>
        <translation>Zeit oder Bildnummer</translation>
    </message>
    <message>
        <source>What is wrong with it</source>
        <translation>Was daran nicht stimmt</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The video has times from 0 to %1 and frames from #0 to #%2.</source>
        <translation>Das Video hat Zeiten von 0 bis %1 und Bilder von #0 bis #%2.</translation>
    </message>
</context>
<context>
    <name>vp::ui::HelpMenu</name>
    <message>
        <source>&amp;What the maps show</source>
        <translation>&amp;Was die Karten zeigen</translation>
    </message>
    <message>
        <source>What each map is, with pictures</source>
        <translation>Was jede Karte ist, mit Bildern</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>All keys of the window</source>
        <translation>Alle Tasten des Fensters</translation>
    </message>
    <message>
        <source>&amp;About Video-Panda Studio</source>
        <translation>Ü&amp;ber Video-Panda Studio</translation>
    </message>
    <message>
        <source>Versions and licence</source>
        <translation>Versionen und Lizenz</translation>
    </message>
</context>
<context>
    <name>vp::ui::HiddenInPicture</name>
    <message>
        <source>Hidden: %1 % by %2 · frame %3 · %4</source>
        <translation>Verdeckt: %1 % nach %2 · Bild %3 · %4</translation>
    </message>
    <message>
        <source>%1 · %2 s away</source>
        <translation>%1 · %2 s entfernt</translation>
    </message>
</context>
<context>
    <name>vp::ui::LargeMap</name>
    <message>
        <source>Large map</source>
        <translation>Große Karte</translation>
    </message>
</context>
<context>
    <name>vp::ui::LibraryPanel</name>
    <message>
        <source>Search the library</source>
        <translation>Bibliothek durchsuchen</translation>
    </message>
    <message>
        <source>Words in questions, answers and file names (Ctrl+Shift+F)</source>
        <translation>Wörter in Fragen, Antworten und Dateinamen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Search questions and answers</source>
        <translation>Fragen und Antworten durchsuchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Videos and sessions</source>
        <translation>Videos und Sitzungen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo deleting the session</source>
        <translation>Löschen der Sitzung rückgängig machen</translation>
    </message>
    <message>
        <source>Take the deleted session back</source>
        <translation>Die gelöschte Sitzung zurückholen</translation>
    </message>
    <message>
        <source>&amp;Search the library</source>
        <translation>Bibliothek &amp;durchsuchen</translation>
    </message>
    <message>
        <source>Go to the search field (Ctrl+Shift+F)</source>
        <translation>Zum Suchfeld gehen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open the video or the session (Enter)</source>
        <translation>Das Video oder die Sitzung öffnen (Eingabetaste)</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>Give the session a name of its own (F2)</source>
        <translation>Der Sitzung einen eigenen Namen geben (F2)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete the session, or take the video off the list (Del)</source>
        <translation>Die Sitzung löschen, oder das Video von der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>&amp;Find the video…</source>
        <translation>&amp;Video suchen …</translation>
    </message>
    <message>
        <source>Choose a folder to look for the moved video in</source>
        <translation>Einen Ordner wählen, in dem das verschobene Video gesucht wird</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Gelöscht: %1</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 ist nicht mehr da</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n Frage</numerusform>
            <numerusform>%n Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
Answered by %2</source>
        <translation>%1
Beantwortet von %2</translation>
    </message>
    <message>
        <source>Videos that you open and questions that you ask are kept here.</source>
        <translation>Hier bleiben Videos, die Sie öffnen, und Fragen, die Sie stellen.</translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation>Nichts hier enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Why nothing is stored</source>
        <translation>Warum nichts gespeichert wird</translation>
    </message>
    <message>
        <source>Nothing that you ask now is kept.</source>
        <translation>Was Sie jetzt fragen, wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>not found where it was: %1</source>
        <translation>nicht gefunden, wo es war: %1</translation>
    </message>
</context>
<context>
    <name>vp::ui::LostAnswers</name>
    <message>
        <source>Answers that are not kept</source>
        <translation>Nicht aufbewahrte Antworten</translation>
    </message>
    <message>
        <source>Nothing can be stored, so the questions and answers on the screen are nowhere else. Save or export them first, or they are lost.</source>
        <translation>Es kann nichts gespeichert werden; die Fragen und Antworten auf dem Bildschirm stehen sonst nirgends. Speichern oder exportieren Sie sie zuerst, sonst gehen sie verloren.</translation>
    </message>
    <message>
        <source>Lose them</source>
        <translation>Verwerfen</translation>
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
        <source>The window closes as soon as the transcript is saved.</source>
        <translation>Das Fenster schließt sich, sobald das Protokoll gespeichert ist.</translation>
    </message>
    <message>
        <source>The transcript was saved as %1.</source>
        <translation>Das Protokoll wurde als %1 gespeichert.</translation>
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
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Write the conversation and its maps in other forms</source>
        <translation>Das Gespräch und seine Karten in anderen Formen schreiben</translation>
    </message>
    <message>
        <source>&amp;Verify transcript…</source>
        <translation>Protokoll &amp;prüfen …</translation>
    </message>
    <message>
        <source>Ask everything in a saved transcript again and compare</source>
        <translation>Alles in einem gespeicherten Protokoll erneut fragen und vergleichen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>&amp;Bibliothek</translation>
    </message>
    <message>
        <source>&amp;Empty the cache of analysed videos</source>
        <translation>&amp;Zwischenspeicher analysierter Videos leeren</translation>
    </message>
    <message>
        <source>Free disk space; videos are analysed again when they are opened</source>
        <translation>Platz freimachen; Videos werden beim Öffnen neu analysiert</translation>
    </message>
    <message>
        <source>The cache of analysed videos was emptied (%1).</source>
        <translation>Der Zwischenspeicher analysierter Videos wurde geleert (%1).</translation>
    </message>
    <message>
        <source>Ask the same questions about many videos, or along a long one</source>
        <translation>Dieselben Fragen zu vielen Videos stellen, oder entlang eines langen</translation>
    </message>
    <message>
        <source>B&amp;atch…</source>
        <translation>S&amp;tapel …</translation>
    </message>
    <message>
        <source>Close v&amp;ideo</source>
        <translation>&amp;Video schließen</translation>
    </message>
    <message>
        <source>Back to the window without a video; the conversation is in the library</source>
        <translation>Zurück zum Fenster ohne Video; das Gespräch ist in der Bibliothek</translation>
    </message>
    <message>
        <source>Bench&amp;mark…</source>
        <translation>Benchma&amp;rk …</translation>
    </message>
    <message>
        <source>Ask the questions of a benchmark and see the score</source>
        <translation>Die Fragen eines Benchmarks stellen und das Ergebnis sehen</translation>
    </message>
    <message>
        <source>Side b&amp;y side…</source>
        <translation>&amp;Nebeneinander …</translation>
    </message>
    <message>
        <source>Ask two models the same question</source>
        <translation>Zwei Modellen dieselbe Frage stellen</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapSource</name>
    <message>
        <source>mean of %1 heads</source>
        <translation>Mittel von %1 Köpfen</translation>
    </message>
    <message>
        <source>head %1 of %2 (from 0)</source>
        <translation>Kopf %1 von %2 (ab 0)</translation>
    </message>
    <message>
        <source>mean of %1 of %2 heads</source>
        <translation>Mittel von %1 der %2 Köpfe</translation>
    </message>
    <message>
        <source>decoder layer %1</source>
        <translation>Decoderschicht %1</translation>
    </message>
    <message>
        <source>mean of %1 decoder layers</source>
        <translation>Mittel von %1 Decoderschichten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
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
        <source>Fusion</source>
        <translation>Fusion</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>Maximum von %1 Köpfen</translation>
    </message>
    <message numerus="yes">
        <source>each of %n decoder layer(s)</source>
        <translation>
            <numerusform>%n Decoderschicht einzeln</numerusform>
            <numerusform>jede von %n Decoderschichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>each of %n head(s)</source>
        <translation>
            <numerusform>%n Kopf einzeln</numerusform>
            <numerusform>jeder von %n Köpfen</numerusform>
        </translation>
    </message>
    <message>
        <source>this answer</source>
        <translation>diese Antwort</translation>
    </message>
    <message>
        <source>the film only</source>
        <translation>nur der Film</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapVerdict</name>
    <message>
        <source>Hiding what %1 marks changes the answer&apos;s log-probability by %2 nats, hiding as many random patches by %3 (means of all shares)</source>
        <translation>Was %1 markiert zu verdecken, ändert die Log-Wahrscheinlichkeit der Antwort um %2 nats, ebenso viele zufällige Felder um %3 (Mittel aller Anteile)</translation>
    </message>
    <message>
        <source>%1: the answer rests on what the map marks.</source>
        <translation>%1: Die Antwort beruht auf dem, was die Karte markiert.</translation>
    </message>
    <message>
        <source>%1: the answer rests on other patches than the map marks.</source>
        <translation>%1: Die Antwort beruht auf anderen Feldern, als die Karte markiert.</translation>
    </message>
    <message>
        <source>%1: the map does not explain this answer.</source>
        <translation>%1: Die Karte erklärt diese Antwort nicht.</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapsPage</name>
    <message>
        <source>In short</source>
        <translation>Kurz gesagt</translation>
    </message>
    <message>
        <source>The model is shown some frames of the film, not all. A map belongs to one of these frames and says how much each place of it counted in one step of the computation. FSRA, GSTRA and LSD are computed before anything is asked: they are the same for every question. Only Answer belongs to what was answered. The drawings here explain; no model computed them.</source>
        <translation>Dem Modell werden einige Bilder des Films gezeigt, nicht alle. Eine Karte gehört zu einem dieser Bilder und sagt, wie viel jede Stelle darin bei einem Schritt der Rechnung zählte. FSRA, GSTRA und LSD werden berechnet, bevor etwas gefragt wird: Sie sind für jede Frage dieselben. Nur „Antwort“ gehört zu dem, was geantwortet wurde. Die Zeichnungen hier erklären; kein Modell hat sie berechnet.</translation>
    </message>
    <message>
        <source>FSRA: where in the frame</source>
        <translation>FSRA: wo im Bild</translation>
    </message>
    <message>
        <source>Frame-wise spatial relationship aggregation sums up each frame in one token. The map shows how much each token of the frame goes into it, a map for each head. The values of a frame add up to 1, so that every frame has its bright places: they do not say that this frame mattered more than another.</source>
        <translation>Frame-wise spatial relationship aggregation fasst jedes Bild in einem Token zusammen. Die Karte zeigt, wie viel jedes Token des Bildes dazu beiträgt, für jeden Kopf eine. Die Werte eines Bildes ergeben zusammen 1, sodass jedes Bild seine hellen Stellen hat: Sie sagen nicht, dass dieses Bild mehr zählte als ein anderes.</translation>
    </message>
    <message>
        <source>GSTRA: where and when in four frames</source>
        <translation>GSTRA: wo und wann in vier Bildern</translation>
    </message>
    <message>
        <source>Global spatio-temporal relationship aggregation sums up four frames, a chunk, in one token. The values of all patches of the four frames add up to 1, so that here one frame can have more than another: the curve over the film is each frame&apos;s share of its chunk. Shares of different chunks cannot be compared.</source>
        <translation>Global spatio-temporal relationship aggregation fasst vier Bilder, einen Abschnitt, in einem Token zusammen. Die Werte aller Felder der vier Bilder ergeben zusammen 1, sodass hier ein Bild mehr haben kann als ein anderes: Die Kurve über dem Film ist der Anteil jedes Bildes an seinem Abschnitt. Anteile verschiedener Abschnitte lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>LSD: which patches were kept</source>
        <translation>LSD: welche Felder behalten wurden</translation>
    </message>
    <message>
        <source>Local spatial downsampling makes one token of each window of patches. The map shows the weight of each patch in its window; “Kept only” shows the heaviest of each. What has little weight is hardly there for all that follows.</source>
        <translation>Local spatial downsampling macht aus jedem Fenster von Feldern ein Token. Die Karte zeigt das Gewicht jedes Feldes in seinem Fenster; „Nur behaltene“ zeigt das schwerste jedes Fensters. Was wenig Gewicht hat, ist für alles Weitere kaum vorhanden.</translation>
    </message>
    <message>
        <source>Fusion: frame or chunk</source>
        <translation>Fusion: Bild oder Abschnitt</translation>
    </message>
    <message>
        <source>What FSRA says of the frame and GSTRA of its chunk are mixed, channel by channel. The histogram shows how many channels take how much from the frame. It belongs to the model and is the same for every film.</source>
        <translation>Was FSRA über das Bild und GSTRA über seinen Abschnitt sagt, wird Kanal für Kanal gemischt. Das Histogramm zeigt, wie viele Kanäle wie viel vom Bild nehmen. Es gehört zum Modell und ist für jeden Film dasselbe.</translation>
    </message>
    <message>
        <source>Answer: what a word looked at</source>
        <translation>Antwort: was ein Wort angesehen hat</translation>
    </message>
    <message>
        <source>When a word is written, the language model attends to everything before it: the frames, the question, the words so far. The map shows the part that lies on the frames, the mean of layers and heads. Click a word of an answer to see it; the frames below an answer are those on which most of it lies. “15 %” means of all its attention; the rest lies on other frames and on the text.</source>
        <translation>Wenn ein Wort geschrieben wird, beachtet das Sprachmodell alles davor: die Bilder, die Frage, die bisherigen Wörter. Die Karte zeigt den Teil, der auf den Bildern liegt, das Mittel der Schichten und Köpfe. Klicken Sie auf ein Wort einer Antwort, um sie zu sehen; die Bilder unter einer Antwort sind die, auf denen am meisten davon liegt. „15 %“ heißt: von ihrer ganzen Aufmerksamkeit; der Rest liegt auf anderen Bildern und auf dem Text.</translation>
    </message>
    <message>
        <source>What a map does not say</source>
        <translation>Was eine Karte nicht sagt</translation>
    </message>
    <message>
        <source>Drawing: %1</source>
        <translation>Zeichnung: %1</translation>
    </message>
    <message>
        <source>What the maps show</source>
        <translation>Was die Karten zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Attention is not yet a reason: much of it can lie where nothing is needed, and an answer can rest on what got little. What an answer needs is measured: the button “What does it need?” below an answer hides one frame after the other from question and answer, and shows how much of the answer&apos;s probability each one takes. Later frames, the chunk&apos;s summary and earlier turns may still hold what a hidden frame showed, so that a small loss does not say that it was of no use. Whether the model needed what it looked at is shown by Compare: Check hides the places that a map marks, and as many others, and measures how much each changes the answer&apos;s probability.</source>
        <translation>Aufmerksamkeit ist noch kein Grund: Viel davon kann dort liegen, wo nichts gebraucht wird, und eine Antwort kann auf dem beruhen, was wenig bekam. Was eine Antwort braucht, wird gemessen: Der Knopf „Was braucht sie?“ unter einer Antwort verdeckt vor Frage und Antwort ein Bild nach dem anderen und zeigt, wie viel von der Wahrscheinlichkeit der Antwort jedes kostet. Spätere Bilder, die Zusammenfassung des Abschnitts und frühere Fragen können noch enthalten, was ein verdecktes Bild zeigte, sodass ein kleiner Verlust nicht heißt, dass es nutzlos war. Ob das Modell brauchte, was es ansah, zeigt „Vergleich“: Die Prüfung verdeckt die Stellen, die eine Karte markiert, und ebenso viele andere, und misst, wie sehr beides die Wahrscheinlichkeit der Antwort ändert.</translation>
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
    <name>vp::ui::ModelChoice</name>
    <message>
        <source>the built-in model</source>
        <translation>Mitgeliefertes Modell</translation>
    </message>
</context>
<context>
    <name>vp::ui::ModelNote</name>
    <message>
        <source>About the built-in model</source>
        <translation>Über das mitgelieferte Modell</translation>
    </message>
    <message>
        <source>Toy model: knows only drawn shapes</source>
        <translation>Spielmodell: kennt nur gezeichnete Formen</translation>
    </message>
    <message>
        <source>The built-in model learned from clips that this program draws, and knows nothing of the real world.</source>
        <translation>Das mitgelieferte Modell lernte an Filmen, die dieses Programm zeichnet, und weiß nichts von der wirklichen Welt.</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Anderes wählen …</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Anderes Modell wählen</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)</source>
        <translation>Den Ordner eines Video-Panda-Checkpoints wählen (Strg+Umschalt+O)</translation>
    </message>
    <message numerus="yes">
        <source>It learned conversations of %n question(s); further answers are less often right.</source>
        <translation>
            <numerusform>Es lernte Gespräche von %n Frage; weitere Antworten sind seltener richtig.</numerusform>
            <numerusform>Es lernte Gespräche von %n Fragen; weitere Antworten sind seltener richtig.</numerusform>
        </translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>The answers stay in the library (Ctrl+N)</source>
        <translation>Die Antworten bleiben in der Bibliothek (Strg+N)</translation>
    </message>
</context>
<context>
    <name>vp::ui::NeedsDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>What the answer needs</source>
        <translation>Was die Antwort braucht</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Was gemessen wurde</translation>
    </message>
    <message>
        <source>Change of the log-probability without each frame</source>
        <translation>Änderung der Log-Wahrscheinlichkeit ohne jedes Bild</translation>
    </message>
    <message>
        <source>What these numbers do not say</source>
        <translation>Was diese Zahlen nicht sagen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>&amp;Layers:</source>
        <translation>&amp;Schichten:</translation>
    </message>
    <message>
        <source>Layers in which frames are hidden</source>
        <translation>Schichten, in denen Bilder verdeckt werden</translation>
    </message>
    <message>
        <source>In which layers of the decoder question and answer may not look at a frame.
In the published analysis of video models, what frames show reaches the text in middle layers.</source>
        <translation>In welchen Schichten des Decoders Frage und Antwort ein Bild nicht ansehen dürfen.
In der veröffentlichten Untersuchung von Videomodellen gelangt, was Bilder zeigen, in mittleren Schichten zum Text.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Early third</source>
        <translation>Frühes Drittel</translation>
    </message>
    <message>
        <source>Middle third</source>
        <translation>Mittleres Drittel</translation>
    </message>
    <message>
        <source>Late third</source>
        <translation>Spätes Drittel</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure in these layers</source>
        <translation>In diesen Schichten messen</translation>
    </message>
    <message>
        <source>Score the answer again without each frame, in the chosen layers</source>
        <translation>Die Antwort ohne jedes Bild neu bewerten, in den gewählten Schichten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export what was measured</source>
        <translation>Gemessenes exportieren</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>Das Ergebnis als Seite, Markdown, JSON oder CSV schreiben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this table (Esc)</source>
        <translation>Diese Tabelle schließen (Esc)</translation>
    </message>
    <message>
        <source>Measured by hiding: how the log-probability of the answer, and of each word, changes when question and answer may not look at a frame (layers %1 of 0–%2). Below 0 the answer loses.</source>
        <translation>Durch Verdecken gemessen: wie sich die Log-Wahrscheinlichkeit der Antwort und jedes Wortes ändert, wenn Frage und Antwort ein Bild nicht ansehen dürfen (Schichten %1 von 0–%2). Unter 0 verliert die Antwort.</translation>
    </message>
    <message>
        <source>Later frames, the summary of the frame&apos;s chunk and earlier turns may still hold what the frame showed: a frame whose loss is small was not necessarily of no use.</source>
        <translation>Spätere Bilder, die Zusammenfassung des Abschnitts und frühere Fragen können noch enthalten, was das Bild zeigte: Ein Bild, dessen Verlust klein ist, war nicht unbedingt nutzlos.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>vp::ui::OcclusionPlot</name>
    <message>
        <source>Change of the answer&apos;s log-probability by the share of patches hidden</source>
        <translation>Änderung der Log-Wahrscheinlichkeit der Antwort nach dem Anteil verdeckter Felder</translation>
    </message>
    <message>
        <source>Filled: the deviation between the random choices. Where the answer rests on what the map shows,
hiding the most attended patches loses more than hiding random ones.</source>
        <translation>Gefüllt: die Streuung der zufälligen Auswahlen. Wo die Antwort auf dem beruht, was die Karte zeigt,
verliert das Verdecken der meist beachteten Felder mehr als das zufälliger.</translation>
    </message>
    <message>
        <source>Patches hidden (%)</source>
        <translation>Verdeckte Felder (%)</translation>
    </message>
    <message>
        <source>random patches, mean</source>
        <translation>zufällige Felder, Mittel</translation>
    </message>
    <message>
        <source>most attended patches</source>
        <translation>meist beachtete Felder</translation>
    </message>
    <message>
        <source>Change (nats)</source>
        <translation>Änderung (Nat)</translation>
    </message>
</context>
<context>
    <name>vp::ui::OverlayControls</name>
    <message>
        <source>&amp;Smooth</source>
        <translation>Geglä&amp;ttet</translation>
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
        <source>&amp;FSRA</source>
        <translation>&amp;FSRA</translation>
    </message>
    <message>
        <source>&amp;GSTRA</source>
        <translation>&amp;GSTRA</translation>
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
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No map over the picture</source>
        <translation>Keine Karte über dem Bild</translation>
    </message>
    <message>
        <source>Frame-wise spatial attention: where the model looked in each frame</source>
        <translation>Räumliche Aufmerksamkeit je Bild: wohin das Modell in jedem Bild geschaut hat</translation>
    </message>
    <message>
        <source>Global spatio-temporal attention over the four frames of a chunk</source>
        <translation>Globale räumlich-zeitliche Aufmerksamkeit über die vier Bilder eines Abschnitts</translation>
    </message>
    <message>
        <source>&amp;LSD</source>
        <translation>&amp;LSD</translation>
    </message>
    <message>
        <source>Local spatial downsampling: which patches of each window it kept</source>
        <translation>Lokale räumliche Verkleinerung: welche Felder jedes Fensters blieben</translation>
    </message>
    <message>
        <source>F&amp;usion</source>
        <translation>F&amp;usion</translation>
    </message>
    <message>
        <source>How a frame&apos;s own context and its chunk&apos;s are mixed, channel by channel</source>
        <translation>Wie der Kontext des Bildes und der seines Abschnitts gemischt werden, Kanal für Kanal</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>A&amp;ntwort</translation>
    </message>
    <message>
        <source>What a word of the answer attended to, frame by frame</source>
        <translation>Worauf ein Wort der Antwort achtete, Bild für Bild</translation>
    </message>
    <message>
        <source>Colours from 0 to the largest value</source>
        <translation>Farben von 0 bis zum größten Wert</translation>
    </message>
    <message>
        <source>Interpolate between the map&apos;s cells instead of showing them as they are</source>
        <translation>Zwischen den Feldern der Karte interpolieren, statt sie zu zeigen, wie sie sind</translation>
    </message>
    <message>
        <source>The last colour is the largest value of all frames, not of each frame</source>
        <translation>Die letzte Farbe ist der größte Wert aller Bilder, nicht jedes Bildes</translation>
    </message>
    <message>
        <source>&amp;Kept only</source>
        <translation>Nur &amp;behaltene</translation>
    </message>
    <message>
        <source>Show only the patch of each window that has the largest weight</source>
        <translation>Von jedem Fenster nur das Feld mit dem größten Gewicht zeigen</translation>
    </message>
    <message>
        <source>S&amp;trip</source>
        <translation>St&amp;reifen</translation>
    </message>
    <message>
        <source>&amp;Multiples</source>
        <translation>&amp;Mehrere</translation>
    </message>
    <message>
        <source>A small map for each frame and head, or decoder layer</source>
        <translation>Eine kleine Karte je Bild und Kopf oder Decoderschicht</translation>
    </message>
    <message>
        <source>One large map, of the frame on the screen</source>
        <translation>Eine große Karte, vom Bild auf dem Schirm</translation>
    </message>
    <message>
        <source>Layout of the maps</source>
        <translation>Anordnung der Karten</translation>
    </message>
    <message>
        <source>How the maps are laid out (Ctrl+Alt+1, 2, 3)</source>
        <translation>Wie die Karten angeordnet sind (Strg+Alt+1, 2, 3)</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>Decoderschichten</translation>
    </message>
    <message>
        <source>Which decoder layer&apos;s attention; layers are counted from 0</source>
        <translation>Welcher Decoderschicht Aufmerksamkeit; Schichten werden ab 0 gezählt</translation>
    </message>
    <message>
        <source>Mean of layers</source>
        <translation>Mittel der Schichten</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Same scal&amp;e</source>
        <translation>Gleiche &amp;Skala</translation>
    </message>
    <message>
        <source>La&amp;rge</source>
        <translation>Gr&amp;oß</translation>
    </message>
    <message>
        <source>The maps on the frames of the timeline</source>
        <translation>Die Karten auf den Bildern der Zeitleiste</translation>
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
    <name>vp::ui::PickedWords</name>
    <message>
        <source>Click a word to see what it looked at (← →)</source>
        <translation>Auf ein Wort klicken, um zu sehen, was es angesehen hat (← →)</translation>
    </message>
    <message>
        <source>Left and Right go from word to word and show what each looked at.</source>
        <translation>Links und Rechts gehen von Wort zu Wort und zeigen, was jedes angesehen hat.</translation>
    </message>
    <message>
        <source>Word %1 of %2: %3</source>
        <translation>Wort %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlanControls</name>
    <message>
        <source>Chosen by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>Ganzes Video</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 of %2 frames</source>
        <translation>%1 von %2 Bildern</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1, one every %2</source>
        <translation>%1, alle %2 eines</translation>
    </message>
    <message>
        <source>%1; the last at %2 of %3</source>
        <translation>%1; das letzte bei %2 von %3</translation>
    </message>
    <message>
        <source>Number of frames for the model</source>
        <translation>Anzahl der Bilder für das Modell</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of the video that is asked about</source>
        <translation>Teil des Videos, nach dem gefragt wird</translation>
    </message>
    <message>
        <source>How many frames of the video the model is shown</source>
        <translation>Wie viele Bilder des Videos das Modell zu sehen bekommt</translation>
    </message>
    <message>
        <source>%1, every %2</source>
        <translation>%1, alle %2</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlanQuestion</name>
    <message>
        <source>Other frames are chosen than this conversation is about. Showing them to the model starts a new conversation; the one on the screen stays in the library.</source>
        <translation>Es sind andere Bilder gewählt, als dieses Gespräch betrifft. Sie dem Modell zu zeigen, beginnt ein neues Gespräch; das jetzige bleibt in der Bibliothek.</translation>
    </message>
    <message>
        <source>Start anew with these frames</source>
        <translation>Mit diesen Bildern neu beginnen</translation>
    </message>
    <message>
        <source>Keep the conversation</source>
        <translation>Gespräch behalten</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlaybackActions</name>
    <message>
        <source>Sp&amp;eed</source>
        <translation>T&amp;empo</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Play at %1 times the speed, the sound at its own pitch</source>
        <translation>Mit %1-fachem Tempo abspielen, der Ton in seiner Höhe</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
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
        <source>5 seconds back</source>
        <translation>5 Sekunden zurück</translation>
    </message>
    <message>
        <source>5 seconds back (Shift+Left)</source>
        <translation>5 Sekunden zurück (Umschalt+Links)</translation>
    </message>
    <message>
        <source>5 seconds forward</source>
        <translation>5 Sekunden vor</translation>
    </message>
    <message>
        <source>5 seconds forward (Shift+Right)</source>
        <translation>5 Sekunden vor (Umschalt+Rechts)</translation>
    </message>
    <message>
        <source>1 minute back</source>
        <translation>1 Minute zurück</translation>
    </message>
    <message>
        <source>1 minute back (Ctrl+Left)</source>
        <translation>1 Minute zurück (Strg+Links)</translation>
    </message>
    <message>
        <source>1 minute forward</source>
        <translation>1 Minute vor</translation>
    </message>
    <message>
        <source>1 minute forward (Ctrl+Right)</source>
        <translation>1 Minute vor (Strg+Rechts)</translation>
    </message>
    <message>
        <source>F&amp;irst frame</source>
        <translation>Erstes B&amp;ild</translation>
    </message>
    <message>
        <source>First frame (Home)</source>
        <translation>Erstes Bild (Pos1)</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>Le&amp;tztes Bild</translation>
    </message>
    <message>
        <source>Last frame (End)</source>
        <translation>Letztes Bild (Ende)</translation>
    </message>
    <message>
        <source>Previous frame for the model</source>
        <translation>Voriges Bild für das Modell</translation>
    </message>
    <message>
        <source>The frame before that the model is shown (P)</source>
        <translation>Das Bild davor, das das Modell sieht (P)</translation>
    </message>
    <message>
        <source>Next frame for the model</source>
        <translation>Nächstes Bild für das Modell</translation>
    </message>
    <message>
        <source>The next frame that the model is shown (N)</source>
        <translation>Das nächste Bild, das das Modell sieht (N)</translation>
    </message>
    <message>
        <source>L&amp;oop</source>
        <translation>Sch&amp;leife</translation>
    </message>
    <message>
        <source>Play again and again from A to B, else the range, else all of it (L)</source>
        <translation>Immer wieder von A bis B abspielen, sonst den Bereich, sonst alles (L)</translation>
    </message>
    <message>
        <source>Loop from here (&amp;A)</source>
        <translation>Schleife ab &amp;hier (A)</translation>
    </message>
    <message>
        <source>The loop starts here (A)</source>
        <translation>Die Schleife beginnt hier (A)</translation>
    </message>
    <message>
        <source>Loop to here (B)</source>
        <translation>Schleife bis hier (B)</translation>
    </message>
    <message>
        <source>The loop ends here (B)</source>
        <translation>Die Schleife endet hier (B)</translation>
    </message>
    <message>
        <source>Forget A and B</source>
        <translation>A und B vergessen</translation>
    </message>
    <message>
        <source>The loop has no borders of its own (Shift+L)</source>
        <translation>Die Schleife hat keine eigenen Grenzen (Umschalt+L)</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>Lang&amp;samer</translation>
    </message>
    <message>
        <source>The next slower speed ([)</source>
        <translation>Das nächstlangsamere Tempo ([)</translation>
    </message>
    <message>
        <source>Fas&amp;ter</source>
        <translation>S&amp;chneller</translation>
    </message>
    <message>
        <source>The next faster speed (])</source>
        <translation>Das nächstschnellere Tempo (])</translation>
    </message>
    <message>
        <source>Ask from here on</source>
        <translation>Ab hier fragen</translation>
    </message>
    <message>
        <source>What the model is asked about starts in this second (I)</source>
        <translation>Wonach das Modell gefragt wird, beginnt in dieser Sekunde (I)</translation>
    </message>
    <message>
        <source>Ask up to here</source>
        <translation>Bis hier fragen</translation>
    </message>
    <message>
        <source>What the model is asked about ends in this second (O)</source>
        <translation>Wonach das Modell gefragt wird, endet in dieser Sekunde (O)</translation>
    </message>
    <message>
        <source>Ask about the whole video</source>
        <translation>Nach dem ganzen Video fragen</translation>
    </message>
    <message>
        <source>Forget where the range starts and ends (Shift+I)</source>
        <translation>Vergessen, wo der Bereich beginnt und endet (Umschalt+I)</translation>
    </message>
    <message>
        <source>&amp;Move the nearest frame for the model here</source>
        <translation>Nächstes Bild für das &amp;Modell hierher</translation>
    </message>
    <message>
        <source>Show the model this frame instead of the nearest of its frames (K)</source>
        <translation>Dem Modell dieses Bild statt seines nächsten zeigen (K)</translation>
    </message>
    <message>
        <source>&amp;Regular frames for the model</source>
        <translation>&amp;Regelmäßige Bilder für das Modell</translation>
    </message>
    <message>
        <source>Take the frames by the model&apos;s rule again, instead of those moved by hand (R)</source>
        <translation>Wieder die Bilder nach der Regel des Modells nehmen, statt der von Hand verschobenen (R)</translation>
    </message>
    <message>
        <source>Sound on or off (Ctrl+M)</source>
        <translation>Ton an oder aus (Strg+M)</translation>
    </message>
    <message>
        <source>The player alone on the whole screen (F11)</source>
        <translation>Der Spieler allein auf dem ganzen Schirm (F11)</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>Back to the window (Esc)</source>
        <translation>Zurück zum Fenster (Esc)</translation>
    </message>
    <message>
        <source>M&amp;ute</source>
        <translation>St&amp;umm</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Deinterlace</source>
        <translation>Zeilensprun&amp;g auflösen</translation>
    </message>
    <message>
        <source>Of a picture that shows two moments woven together, show one; the video is opened again</source>
        <translation>Von einem Bild, in dem zwei Augenblicke verwoben sind, einen zeigen; das Video wird neu geöffnet</translation>
    </message>
    <message>
        <source>&amp;Video stream</source>
        <translation>Video&amp;spur</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>Zu Zeit &amp;oder Bild gehen …</translation>
    </message>
    <message>
        <source>Go to a time or a frame number (Ctrl+G)</source>
        <translation>Zu einer Zeit oder Bildnummer gehen (Strg+G)</translation>
    </message>
    <message>
        <source>Timeline: zoom &amp;in</source>
        <translation>Zeitleiste: ver&amp;größern</translation>
    </message>
    <message>
        <source>Show less of the video on the timeline (Ctrl++, or Ctrl and the wheel)</source>
        <translation>Weniger vom Video auf der Zeitleiste zeigen (Strg++, oder Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Timeline: zoom &amp;out</source>
        <translation>Zeitleiste: ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Show more of the video on the timeline (Ctrl+-)</source>
        <translation>Mehr vom Video auf der Zeitleiste zeigen (Strg+-)</translation>
    </message>
    <message>
        <source>Timeline: &amp;whole video</source>
        <translation>Zeitleiste: ganzes &amp;Video</translation>
    </message>
    <message>
        <source>Show the whole video on the timeline (Ctrl+0)</source>
        <translation>Das ganze Video auf der Zeitleiste zeigen (Strg+0)</translation>
    </message>
    <message>
        <source>Timeline: zoom to the ran&amp;ge</source>
        <translation>Zeitleiste: auf den Bereic&amp;h zoomen</translation>
    </message>
    <message>
        <source>Show what is asked about over the whole timeline (Z, or a double-click below it on the timeline)</source>
        <translation>Den Bereich der Frage über die ganze Zeitleiste zeigen (Z, oder ein Doppelklick darunter auf der Zeitleiste)</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlayerPanel</name>
    <message>
        <source>%1 cannot be played</source>
        <translation>%1 kann nicht abgespielt werden</translation>
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
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>No video is open</source>
        <translation>Kein Video ist geöffnet</translation>
    </message>
    <message>
        <source>Opening %1… %2 %</source>
        <translation>%1 wird geöffnet … %2 %</translation>
    </message>
    <message>
        <source>Drop another file here, or choose one.</source>
        <translation>Ziehen Sie eine andere Datei hierher, oder wählen Sie eine.</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one. Any file that FFmpeg reads will do.</source>
        <translation>Ziehen Sie eine Datei hierher, oder wählen Sie eine. Jede Datei, die FFmpeg liest, ist recht.</translation>
    </message>
</context>
<context>
    <name>vp::ui::Preferences</name>
    <message>
        <source>The checkpoint was prepared; choose %1 in the settings to use it.</source>
        <translation>Der Checkpoint wurde vorbereitet; wählen Sie %1 in den Einstellungen, um ihn zu verwenden.</translation>
    </message>
    <message>
        <source>A checkpoint is being prepared</source>
        <translation>Ein Checkpoint wird vorbereitet</translation>
    </message>
    <message>
        <source>Preparing stops when the window closes, and has to begin anew then. The original checkpoint stays as it is.</source>
        <translation>Das Vorbereiten endet, wenn das Fenster geschlossen wird, und muss dann von vorn beginnen. Der ursprüngliche Checkpoint bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Stop preparing</source>
        <translation>Vorbereiten beenden</translation>
    </message>
</context>
<context>
    <name>vp::ui::PrepareDialog</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Prepare checkpoint</source>
        <translation>Checkpoint vorbereiten</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Weights, and what is remembered of a film and a conversation</source>
        <translation>Gewichte, und was von Film und Gespräch behalten wird</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>What is written; the original stays as it is</source>
        <translation>Was geschrieben wird; das Original bleibt, wie es ist</translation>
    </message>
    <message>
        <source>&amp;New folder:</source>
        <translation>&amp;Neuer Ordner:</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>The folder that is written; it is not there before</source>
        <translation>Der Ordner, der geschrieben wird; es gibt ihn noch nicht</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Choose where the new folder is to be</source>
        <translation>Wählen, wo der neue Ordner liegen soll</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop preparing; nothing is left of it</source>
        <translation>Das Vorbereiten anhalten; nichts bleibt davon zurück</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window; what is being prepared goes on</source>
        <translation>Dieses Fenster schließen; das Vorbereiten geht weiter</translation>
    </message>
    <message>
        <source>As it is, %1 takes %2 of memory; this machine has %3. A prepared copy loads at once and can take less. In which form is it to be used?</source>
        <translation>So wie er ist, braucht %1 %2 Speicher; dieser Rechner hat %3. Eine vorbereitete Kopie ist sofort geladen und kann weniger brauchen. In welcher Form soll er verwendet werden?</translation>
    </message>
    <message>
        <source>&amp;As it is</source>
        <translation>&amp;Wie er ist</translation>
    </message>
    <message>
        <source>In 1&amp;6 bits</source>
        <translation>Mit 1&amp;6 Bit</translation>
    </message>
    <message>
        <source>In &amp;8 bits</source>
        <translation>Mit &amp;8 Bit</translation>
    </message>
    <message>
        <source>In &amp;4 bits</source>
        <translation>Mit &amp;4 Bit</translation>
    </message>
    <message>
        <source>Nothing is written</source>
        <translation>Nichts wird geschrieben</translation>
    </message>
    <message>
        <source>Loads at once</source>
        <translation>Sofort geladen</translation>
    </message>
    <message>
        <source>Nearly the same answers</source>
        <translation>Fast dieselben Antworten</translation>
    </message>
    <message>
        <source>The smallest; some answers change</source>
        <translation>Am kleinsten; manche Antworten ändern sich</translation>
    </message>
    <message>
        <source>%1 (recommended)</source>
        <translation>%1 (empfohlen)</translation>
    </message>
    <message>
        <source>More than this machine can spare</source>
        <translation>Mehr, als dieser Rechner übrig hat</translation>
    </message>
    <message>
        <source>%1 of memory. %2</source>
        <translation>%1 Speicher. %2</translation>
    </message>
    <message>
        <source>Give the new folder a name.</source>
        <translation>Geben Sie dem neuen Ordner einen Namen.</translation>
    </message>
    <message>
        <source>This folder is there already; give the name of a new one.</source>
        <translation>Diesen Ordner gibt es schon; geben Sie den Namen eines neuen an.</translation>
    </message>
    <message>
        <source>&amp;Prepare</source>
        <translation>&amp;Vorbereiten</translation>
    </message>
    <message>
        <source>&amp;Use as it is</source>
        <translation>So &amp;verwenden</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Use as it is</source>
        <translation>So verwenden</translation>
    </message>
    <message>
        <source>Write the prepared checkpoint</source>
        <translation>Den vorbereiteten Checkpoint schreiben</translation>
    </message>
    <message>
        <source>Use the folder without writing anything</source>
        <translation>Den Ordner verwenden, ohne etwas zu schreiben</translation>
    </message>
    <message>
        <source>Stopped; nothing was left behind.</source>
        <translation>Angehalten; nichts ist zurückgeblieben.</translation>
    </message>
    <message>
        <source>Looking at the checkpoint…</source>
        <translation>Der Checkpoint wird angesehen …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1, noch etwa %2</translation>
    </message>
    <message>
        <source>Preparing %1: %2 %</source>
        <translation>%1 wird vorbereitet: %2 %</translation>
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
        <source>Writing pictures: %1 of %2</source>
        <translation>Bilder schreiben: %1 von %2</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Hiding frames: pass %1 of %2</source>
        <translation>Bilder verdecken: Durchgang %1 von %2</translation>
    </message>
    <message>
        <source>Hiding frames</source>
        <translation>Bilder verdecken</translation>
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
    <name>vp::ui::RecentFiles</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>Diese Liste &amp;leeren</translation>
    </message>
</context>
<context>
    <name>vp::ui::SessionDelegate</name>
    <message>
        <source>Name of the session</source>
        <translation>Name der Sitzung</translation>
    </message>
</context>
<context>
    <name>vp::ui::SessionOpener</name>
    <message>
        <source>This session is open in another window, and was not deleted.</source>
        <translation>Diese Sitzung ist in einem anderen Fenster geöffnet und wurde nicht gelöscht.</translation>
    </message>
    <message>
        <source>%1 has changed since these questions were asked about it.</source>
        <translation>%1 hat sich geändert, seit diese Fragen dazu gestellt wurden.</translation>
    </message>
    <message>
        <source>This session is open in another window. This is a copy: what you ask or delete here begins a session of its own.</source>
        <translation>Diese Sitzung ist in einem anderen Fenster geöffnet. Dies ist eine Kopie: Was Sie hier fragen oder löschen, beginnt eine eigene Sitzung.</translation>
    </message>
    <message>
        <source>%1 was not found in %2 and the folders below it.</source>
        <translation>%1 wurde in %2 und den Ordnern darunter nicht gefunden.</translation>
    </message>
    <message>
        <source>%1 is not where it was, so that its answers can only be read. “Find the video…” in the menu Library looks for it in a folder that you choose.</source>
        <translation>%1 ist nicht mehr dort, wo es war, sodass seine Antworten nur gelesen werden können. „Video suchen …“ im Menü Bibliothek sucht es in einem Ordner, den Sie wählen.</translation>
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
        <source>Applying loads the model and starts a new conversation.</source>
        <translation>Übernehmen lädt das Modell und beginnt ein neues Gespräch.</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>Über&amp;nehmen</translation>
    </message>
    <message>
        <source>C&amp;ache</source>
        <translation>&amp;Zwischenspeicher</translation>
    </message>
    <message>
        <source>Most megabytes of analysed videos on the disk</source>
        <translation>Höchstens so viele Megabyte analysierter Videos auf der Platte</translation>
    </message>
    <message>
        <source>Analysed videos are kept so that they open at once the next time; those not used for the longest time make room</source>
        <translation>Analysierte Videos werden aufbewahrt, damit sie beim nächsten Mal sofort bereit sind; die am längsten nicht benutzten machen Platz</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>Nichts wird aufbewahrt</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>Die Einstellungen schließen (Esc)</translation>
    </message>
    <message>
        <source>The chosen checkpoint cannot be used.</source>
        <translation>Der gewählte Checkpoint ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The checkpoint is being checked…</source>
        <translation>Der Checkpoint wird geprüft …</translation>
    </message>
    <message>
        <source>Some changes are not applied yet.</source>
        <translation>Einige Änderungen sind noch nicht übernommen.</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Nothing is lost. In float32 a long conversation takes twice the memory of 16 bits.</source>
        <translation>Nichts geht verloren. In float32 braucht ein langes Gespräch doppelt so viel Speicher wie mit 16 Bit.</translation>
    </message>
    <message>
        <source>Half the memory of float32; the numbers behind an answer change in the third digit.</source>
        <translation>Halb so viel Speicher wie float32; die Zahlen hinter einer Antwort ändern sich in der dritten Stelle.</translation>
    </message>
    <message>
        <source>Half the memory of 16 bits; now and then an answer has another word. On the processor only.</source>
        <translation>Halb so viel Speicher wie mit 16 Bit; ab und zu hat eine Antwort ein anderes Wort. Nur auf dem Prozessor.</translation>
    </message>
    <message>
        <source>In 16 bits where the precision is automatic and the weights have no more; else as computed.</source>
        <translation>Mit 16 Bit, wo die Genauigkeit automatisch ist und die Gewichte nicht mehr haben; sonst wie berechnet.</translation>
    </message>
    <message>
        <source>&amp;Keys and values</source>
        <translation>Schlüssel und &amp;Werte</translation>
    </message>
    <message>
        <source>How keys and values are kept</source>
        <translation>Wie Schlüssel und Werte aufbewahrt werden</translation>
    </message>
    <message>
        <source>How the model keeps what it has read of a film and a conversation</source>
        <translation>Wie das Modell aufbewahrt, was es von Film und Gespräch gelesen hat</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>Wie berechnet</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>%1: %2, %3 free</source>
        <translation>%1: %2, %3 frei</translation>
    </message>
</context>
<context>
    <name>vp::ui::ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Where the focus is</source>
        <translation>Dort, wo der Fokus ist</translation>
    </message>
    <message>
        <source>Ask the question that is written</source>
        <translation>Die geschriebene Frage stellen</translation>
    </message>
    <message>
        <source>A new line in a question</source>
        <translation>Eine neue Zeile in einer Frage</translation>
    </message>
    <message>
        <source>Words of an answer, and what each looked at</source>
        <translation>Wörter einer Antwort, und was jedes angesehen hat</translation>
    </message>
    <message>
        <source>Frames of a strip</source>
        <translation>Bilder eines Streifens</translation>
    </message>
    <message>
        <source>From panel to panel</source>
        <translation>Von Feld zu Feld</translation>
    </message>
</context>
<context>
    <name>vp::ui::SideBySideDialog</name>
    <message>
        <source>Loading the second model…</source>
        <translation>Das zweite Modell wird geladen …</translation>
    </message>
    <message>
        <source>%1 answers…</source>
        <translation>%1 antwortet …</translation>
    </message>
    <message>
        <source>Both models do not fit into memory together. The first one makes room, and is loaded again with the next question.</source>
        <translation>Beide Modelle passen nicht zusammen in den Speicher. Das erste macht Platz und wird mit der nächsten Frage wieder geladen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Second &amp;model:</source>
        <translation>Zweites &amp;Modell:</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s folder; Video-LLaVA and Video-ChatGPT can be compared with, too</source>
        <translation>Der Ordner des Checkpoints; auch mit Video-LLaVA und Video-ChatGPT kann verglichen werden</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Choose the second model</source>
        <translation>Das zweite Modell wählen</translation>
    </message>
    <message>
        <source>&amp;Question:</source>
        <translation>&amp;Frage:</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Both are asked by themselves, without the conversation before</source>
        <translation>Beide werden für sich gefragt, ohne das Gespräch davor</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Ask both</source>
        <translation>&amp;Beide fragen</translation>
    </message>
    <message>
        <source>Ask both</source>
        <translation>Beide fragen</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hide this window and let the second model go</source>
        <translation>Dieses Fenster verbergen und das zweite Modell freigeben</translation>
    </message>
    <message>
        <source>Open a video first; both models are asked about it.</source>
        <translation>Öffnen Sie zuerst ein Video; beide Modelle werden danach gefragt.</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>Mitgeliefertes Modell</translation>
    </message>
</context>
<context>
    <name>vp::ui::SmallMultiples</name>
    <message>
        <source>Small maps of every frame and head</source>
        <translation>Kleine Karten jedes Bildes und Kopfes</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
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
        <translation>%1&#xa0;Token/s</translation>
    </message>
    <message>
        <source>%1 in memory</source>
        <translation>%1 im Speicher</translation>
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
        <source>Read before a question</source>
        <translation>Vor einer Frage gelesen</translation>
    </message>
    <message>
        <source>The model reads the film before you ask; a question waits for the rest alone</source>
        <translation>Das Modell liest den Film, bevor Sie fragen; eine Frage wartet nur auf den Rest</translation>
    </message>
    <message>
        <source>Reading ahead: %1 %</source>
        <translation>Liest voraus: %1 %</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
</context>
<context>
    <name>vp::ui::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1, Bild %2</translation>
    </message>
    <message>
        <source>Shown to the model in chunk %1</source>
        <translation>Dem Modell in Abschnitt %1 gezeigt</translation>
    </message>
    <message>
        <source>Drag: what the model is asked about starts here (I; whole seconds)</source>
        <translation>Ziehen: Hier beginnt, wonach das Modell gefragt wird (I; ganze Sekunden)</translation>
    </message>
    <message>
        <source>Drag: what the model is asked about ends here (O; whole seconds)</source>
        <translation>Ziehen: Hier endet, wonach das Modell gefragt wird (O; ganze Sekunden)</translation>
    </message>
    <message>
        <source>To be shown to the model in chunk %1</source>
        <translation>Für das Modell in Abschnitt %1</translation>
    </message>
    <message>
        <source>Which part of the video the timeline shows</source>
        <translation>Welchen Teil des Videos die Zeitleiste zeigt</translation>
    </message>
</context>
<context>
    <name>vp::ui::TokenColours</name>
    <message>
        <source>(end)</source>
        <translation>(Ende)</translation>
    </message>
    <message>
        <source>log-probability %1</source>
        <translation>Log-Wahrscheinlichkeit %1</translation>
    </message>
    <message>
        <source>change %1: from %2 to %3</source>
        <translation>Änderung %1: von %2 auf %3</translation>
    </message>
    <message>
        <source>“%1”, %2</source>
        <translation>„%1“, %2</translation>
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
    <message>
        <source>Speed ([ slower, ] faster, = normal)</source>
        <translation>Tempo ([ langsamer, ] schneller, = normal)</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Speed: %1 times</source>
        <translation>Tempo: %1-fach</translation>
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
        <translation>%1&#xa0;Token/s</translation>
    </message>
    <message>
        <source>%1 of %2 prompt tokens reused</source>
        <translation>%1 von %2 Prompt-Token wiederverwendet</translation>
    </message>
    <message>
        <source>The model ended its answer at once.</source>
        <translation>Das Modell hat seine Antwort sofort beendet.</translation>
    </message>
    <message>
        <source>Answered by %1 in %2 on %3</source>
        <translation>Beantwortet von %1 in %2 auf %3</translation>
    </message>
    <message>
        <source>Interrupted: the program ended while this was written</source>
        <translation>Unterbrochen: Das Programm endete, während dies geschrieben wurde</translation>
    </message>
    <message>
        <source>Only the text is known, not which model gave it</source>
        <translation>Nur der Text ist bekannt, nicht das Modell, von dem er stammt</translation>
    </message>
    <message>
        <source>repetition penalty %1</source>
        <translation>Strafe für Wiederholung %1</translation>
    </message>
    <message>
        <source>Ended since it went on repeating itself, of which one time is kept</source>
        <translation>Beendet, weil sie sich nur noch wiederholte; einmal steht es noch da</translation>
    </message>
    <message>
        <source>How this answer ended</source>
        <translation>Wie diese Antwort endete</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>gefragt: %1</translation>
    </message>
    <message numerus="yes">
        <source>without %n earlier question(s)</source>
        <translation>
            <numerusform>ohne %n frühere Frage</numerusform>
            <numerusform>ohne %n frühere Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>What does it need?</source>
        <translation>Was braucht sie?</translation>
    </message>
    <message>
        <source>What does it need? Measures how much the answer loses without each frame</source>
        <translation>Was braucht sie? Misst, wie viel die Antwort ohne jedes Bild verliert</translation>
    </message>
</context>
<context>
    <name>vp::ui::VerifyDialog</name>
    <message>
        <source>Verify transcript</source>
        <translation>Protokoll prüfen</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Differences and notes</source>
        <translation>Unterschiede und Hinweise</translation>
    </message>
    <message>
        <source>What differs, and what could not be compared</source>
        <translation>Was sich unterscheidet und was nicht verglichen werden konnte</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>C&amp;hoose transcript…</source>
        <translation>Protokoll &amp;wählen …</translation>
    </message>
    <message>
        <source>Choose transcript</source>
        <translation>Protokoll wählen</translation>
    </message>
    <message>
        <source>Choose a transcript in JSON and ask everything in it again</source>
        <translation>Ein Protokoll als JSON wählen und alles darin erneut fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop the comparison</source>
        <translation>Den Vergleich anhalten</translation>
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
        <source>Waiting for its turn…</source>
        <translation>Wartet, bis es an der Reihe ist …</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The transcript could not be verified.</source>
        <translation>Das Protokoll konnte nicht geprüft werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) asked again</source>
        <translation>
            <numerusform>%n Frage erneut gestellt</numerusform>
            <numerusform>%n Fragen erneut gestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) compared</source>
        <translation>
            <numerusform>%n Token verglichen</numerusform>
            <numerusform>%n Token verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Gleich</translation>
    </message>
    <message numerus="yes">
        <source>Different in %n point(s)</source>
        <translation>
            <numerusform>Anders in %n Punkt</numerusform>
            <numerusform>Anders in %n Punkten</numerusform>
        </translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Hinweis: %1</translation>
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation>%1: %2, %3.</translation>
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
    <name>vp::ui::WordChips</name>
    <message>
        <source>Words of the answer</source>
        <translation>Wörter der Antwort</translation>
    </message>
    <message>
        <source>No words</source>
        <translation>Keine Wörter</translation>
    </message>
    <message>
        <source>%1, word %2 of %3. %4</source>
        <translation>%1, Wort %2 von %3. %4</translation>
    </message>
</context>
</TS>
