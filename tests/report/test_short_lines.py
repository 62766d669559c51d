"""No short sentence of a report is lost, wherever it stands; a page's own lines go."""

from __future__ import annotations

import pytest

from fogline.report import read_one

TITLE = "Army holds the town after a night of attacks"
LONG = (
    "The Ministry of Defence said on Tuesday that its forces had repelled three attacks north of"
    " the town, and that the enemy had lost some forty men in the course of the morning.",
    "Residents of the lower quarter, who had sheltered in cellars since Sunday, told our"
    " correspondent that the shelling had not stopped for more than an hour at a time.",
    "By nightfall the brigade had taken up positions along the river, where engineers were building"
    " a second bridge under the fire of heavy mortars.",
    "A spokesman for the governor said evacuation would go on through the week, and that buses were"
    " waiting at the two schools.",
)

# In the words that pages use too, but of the war.
BODY = """
Nobody was hurt.
Twelve died.
The bridge held.
Then it rained.
No one answered.
Silence followed.
It did not last.
Two planes came back.
More followed.
Watch this space, he said.
"Send more."
"We wait."
None came.
Six were taken prisoner.
Casualties: 12 dead, 40 wounded.
The guns were silent by noon.
Who fired first?
All quiet.
Share of the blame is ours.
Print was stopped.
Read the order again.
Follow me, the captain said.
Comments were not to be had.
Sports grounds were full of wounded.
Support came late.
Help us, they cried.
Subscribe or die, the rebels told the printers.
Topics were few.
Next came the tanks.
Menu: horse.
Advertisement of the draft began.
Related units withdrew.
Listen to the guns.
Play resumed.
Enemy losses: 300.
Video shows two bodies.
Photographs show three burnt tanks.
Loss of life: none.
Prisoners taken: 41
Strength on 1 May: 700
Night fell.
Back home, nobody knew.
Top generals resigned.
More news came at noon.
Search parties found nine.
Sign of life: none.
Close to 300 fled.
Log: 14 sorties
Update: 15 dead.
Correction of the line cost 40 men.
Home fell.
Donations of blood ran out.
Contact was lost.
Contact: none.
Source: nobody knows.
Register closed; 800 names.
Accept or fight.
By Friday, nothing was left.
From our trench we saw all.
Reporting by radio, the pilot counted nine.
Written orders came.
Edited footage shows a column.
The author of the plan was shot.
He is a former officer.
General Smith is a veteran of the Boer war who writes poems.
Copyright was no concern.
Map 4 was wrong.
Plate armour failed.
Table 2 lists 14 dead.
Fig trees burned.
Continued fire killed two.
Latest count: 19.
Breaking through cost 90 men.
Opinion in the ranks was divided.
Live rounds were used.
Click: the gun jammed.
Tags on the bodies bore numbers.
Editor shot dead.
Cookies, tea and ammunition arrived.
Available: four guns.
Type: T-72. Number lost: 3.
Language of the order: French.
Format of the attack: two waves.
Price of bread: tripled.
Read aloud, the list took an hour.
Recommended for decoration: eleven.
Save the wounded.
Gift of 40 trucks arrived.
We were nine.
Filed under missing: 212.
In pictures found on him, tanks.
Weather stopped the flights.
Sponsored militias fled.
What to do next?
What we know: eleven are dead.
Key points fell.
Key takeaways: none.
Want bread? Fight.
You have four days.
Our work is done.
Please send men.
Incident report: 4 dead.
Location unknown.
Posted sentries died.
Originally there were 700.
Updated figures: 41 killed.
Published lists name 210.
Attachments of engineers led.
Primary target: the bridge.
No. 45 Commando lost twelve men on Tuesday.
Pictures of the burnt column were shown that night.
More on Tuesday.
The post needs more men.
You lived on rice for 30 days.
LOSSES: 12 dead.
Photographs of the dead followed.
The undersigned was cured of his colds at Scutari.
""".strip().splitlines()

# Of pages of every kind; none of the report.
PAGE = """
Last updated on 14 March 2022 09:14 GMT
Updated: 3:42 PM EST, Tue March 8, 2022
5 minute read
Reading time: 4 minutes
6 MIN READ
Share this article
Share on Facebook
Copy article link
Bookmark
Add to Google Preferred Source
Gift article
1 of 14 |
1 of 3 | A soldier walks past a damaged building in Bakhmut. (AP Photo/Libkos)
Soldiers carry a wounded comrade. Photo: John Doe/AFP
A woman weeps outside her home. Credit: Reuters
Photograph: Jane Roe/The Guardian
Getty Images
Image caption, Soldiers near the front line
Image source, EPA
Media caption, Watch: the moment the bridge collapsed
By Jane Roe
By Jane Roe and John Doe
By Jane Roe in Kyiv
By Jane Roe, Defence Editor
John Doe contributed reporting from Goma.
Reporting by Jane Roe in Nairobi; Editing by John Doe
Our Standards: The Thomson Reuters Trust Principles.
The views expressed in this article are the author's own and do not reflect any other stance.
Opinions expressed are those of the author.
Sign up for our daily briefing
Get the best of our reporting in your inbox every morning.
Sign up to get the latest news delivered to your inbox
Please check your inbox to confirm.
Thank you for subscribing!
Subscribe to continue reading
This article is for subscribers only.
Already a subscriber? Sign in
Create a free account to continue reading
You have 2 free articles left this month.
Try unlimited access for 1 month
Only $1 for 4 weeks
Cancel anytime.
Cancel any time during your trial.
Advertisement
Skip advertisement
Sponsored by Example Bank
Paid post
Ad
Related topics
Related stories
More on this story
More from World
Read more
Read More: Army says town retaken
READ ALSO: Minister denies attack
Also read | Army chief visits border
Editor's picks
Most Popular
Trending Now
Top Stories
Topics
Comments
View comments (45)
Join the conversation
Post a comment
Be the first to comment
Sort by: Newest
Log in to comment
Follow us on X
Follow @example on Twitter
Join our Telegram channel
Subscribe to our YouTube channel
Download our app
Listen to article
00:00 / 03:45
Listen · 7:12 min
Audio by Carbonatix
Play
Watch the full interview here
Home
Home > News > World
You are here: Home » News » Africa
Search
Menu
Sign in
Subscribe
English | Français | العربية
Accept all
Reject all
Manage settings
We use cookies to improve your experience.
This website uses cookies.
Privacy Policy
Terms of Use
Cookie Policy
Contact us
About us
© 2023 Example Media Ltd.
All rights reserved.
Copyright 2011 The Example Press. All rights reserved. This material may not be rewritten.
Correction: An earlier version of this article misstated the date of the attack.
Editor's note: This story has been updated.
This is a developing story. Check back for updates.
This is a breaking news story, more to follow.
More to come
(With inputs from agencies)
With agencies
Source: Agencies
Source: Example News Agency
--Agencies
Agence Example
(Except for the headline, this story has not been edited by our staff.)
First published on 12 May 2020
Print
Print this page
Email this article
Text size
Tags: Army, Syria
Filed under: Middle East
#Syria #Aleppo
Category: Press releases
Press release 14/2012
Press Release No. 88
Reference: S/PV.7011
FOR IMMEDIATE RELEASE
For more information, contact: press@example.invalid
Media contact:
Tel: +44 20 7946 0000
Notes for editors:
- ENDS -
ENDS
###
Back to top
Next article
Previous Article
Next: Peace talks resume
Loading...
Something went wrong. Please try again.
JavaScript is disabled in your browser.
An error occurred.
Your browser does not support the audio element.
Support independent journalism
Donate
If you value our work, please consider a donation.
Make a one-off contribution
Every contribution, however big or small, powers our journalism.
Staff and agencies
Wednesday 9 March 2022 06.00 GMT
Wed 9 Mar 2022 07.00 CET
Mar 9, 2022, 6:00 AM
March 9 2022
9th March, 1917
No. 41,223
One Penny
Late Edition
Stop Press
From The Times of 12 June 1900
Continued on page 4
(Continued from Page One)
See also Page 7
Plate VII
[Illustration: The bridge at Ypres]
[Photo: Ministry of Defence]
[All figures provisional]
Transcript provided by Example Media Services
This transcript was generated automatically and may contain errors.
Interview conducted on 4 April; edited for length and clarity.
Translated by the Example Monitoring Service
Hansard, volume 640, columns 12-14
Quick links
Site map
Accessibility
Careers
Advertise with us
Report this ad
Give feedback
Was this article helpful?
Rate this article
Add a comment
Newsletter
Stay up to date with notifications from The Example
Enable notifications
The Example on your phone: get the app
Buy a print
Republish this article
Licensing & reprints
Cite this article
Save for later
Recommended reading
Jump to comments
Go to homepage
Pinned post
Auto-updates on
14 new updates
""".strip().splitlines()


def placed(line: str) -> dict[str, list[str]]:
    """The line at the head, in the middle and at the end of a report, and between single breaks."""
    a, b, c, d = LONG
    return {
        "head": [TITLE, "", line, "", a, "", b, "", c],
        "middle": [TITLE, "", a, "", b, "", line, "", c, "", d],
        "end": [TITLE, "", a, "", b, "", c, "", line],
        "single breaks": [TITLE, a, b, line, c, d],
    }


def body_of(data: str) -> str:
    report = read_one(data.encode())
    return "\n".join(report.text[start:end] for start, end in report.body)


@pytest.mark.parametrize("place", ["head", "middle", "end", "single breaks"])
def test_short_sentences_of_the_report_stay_wherever_they_stand(place: str) -> None:
    lost = [line for line in BODY if line not in body_of("\n".join(placed(line)[place]))]
    assert lost == []


@pytest.mark.parametrize("place", ["head", "middle", "end"])
def test_lines_of_the_page_go_wherever_they_stand(place: str) -> None:
    kept = [line for line in PAGE if line in body_of("\n".join(placed(line)[place]))]
    assert kept == []


def test_short_sentences_stay_in_a_web_page() -> None:
    paragraphs = [line for pair in zip(LONG * 30, BODY, strict=False) for line in pair]
    page = "".join(f"<p>{line}</p>" for line in paragraphs)
    body = body_of(
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><nav>Home | World</nav>"
        f"<article><h1>{TITLE}</h1>{page}</article><footer>About us</footer></body></html>"
    )
    assert [line for line in BODY if line not in body] == []
    assert "About us" not in body
